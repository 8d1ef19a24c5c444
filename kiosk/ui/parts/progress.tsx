/**
 * Something is under way. With `share`, 0 to 1, so much of it is done. With `forMs`, the bar shows the time that is left. Without both
 * its end is unknown, and nothing on it looks like an amount.
 */
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
    <div class={forMs === undefined ? 'progress pending' : 'progress'} role="progressbar" aria-label={label}>
      {forMs === undefined ? (
        <span class="progress-dots" />
      ) : (
        <span class="progress-bar timed" style={{ animationDuration: `${forMs}ms` }} />
      )}
    </div>
  );
}
