/** Something is under way and nobody can say for how long. `forMs`: it lasts just that long. */
export function Progress({ label, forMs }: { label: string; forMs?: number }) {
  return (
    <div class="progress" role="progressbar" aria-label={label}>
      <span
        class={forMs === undefined ? 'progress-bar' : 'progress-bar timed'}
        style={forMs === undefined ? undefined : { animationDuration: `${forMs}ms` }}
      />
    </div>
  );
}
