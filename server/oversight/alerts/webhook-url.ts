/** Which addresses a webhook may have. Pure: consoles import it too. */

/** The fault of a webhook's address; `undefined` when it has none. Whether its network is allowed is judged when a message is sent. */
export function webhookUrlFault(text: string): string | undefined {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return 'must be an address that begins with https://';
  }
  if (url.protocol !== 'https:') return 'must be an address that begins with https://';
  if (url.username !== '' || url.password !== '') return 'must hold no name and no password';
  if (url.hash !== '' || text.includes('#')) return 'must hold no part after #';
  // Two people compare it: what they read must be what is used
  if (url.href !== text && url.href !== `${text}/`) return 'must be written in its plain form, in small letters';
  return undefined;
}
