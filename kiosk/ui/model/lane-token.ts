/** The token by which the lane recognises its own pages, from the part after `#` of the page's address. */
const KEPT = 'lane-token';
const TOKEN = /^[\w-]{43}$/;

/** The token of this page, also after a jump within it. Empty where it was opened without one: the lane does not answer it. */
export function laneToken(): string {
  const given = location.hash.slice(1);
  if (!TOKEN.test(given)) return sessionStorage.getItem(KEPT) ?? '';
  sessionStorage.setItem(KEPT, given);
  return given;
}
