/** Something is under way: nobody can say for how long, or it lasts just `forMs`, or `share` of it, 0 to 1, is done. */
export function Progress({ label, forMs, share }: { label: string; forMs?: number; share?: number }) {
  if (share !== undefined) {
    const percent = Math.round(share * 100);
    return (
      <div class="progress" role="progressbar" aria-label={label} aria-valuenow={percent}>
        <span class="progress-bar measured" style={{ inlineSize: `${percent}%` }} />
      </div>
    );
  }
  return (
    <div class="progress" role="progressbar" aria-label={label}>
      <span
        class={forMs === undefined ? 'progress-bar' : 'progress-bar timed'}
        style={forMs === undefined ? undefined : { animationDuration: `${forMs}ms` }}
      />
    </div>
  );
}
