const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

/** `09:41:07`, with the day where it is not today's. */
export function timeOfDay(ms: number, nowMs: number): string {
  const at = new Date(ms);
  const time = clock.format(at);
  return at.toDateString() === new Date(nowMs).toDateString() ? time : `${day.format(at)}, ${time}`;
}

/** `now`, `12 s`, `3 min`, `2 h`, `4 d`. Never negative: clocks differ a little. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

/** `1.2 s`. */
export function duration(ms: number): string {
  return ms < 100 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}

/** Day and time of day in UTC, to the second: the same on every console. */
export function dateAndTime(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
