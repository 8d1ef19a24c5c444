/** Forms and check digits of identifiers. Each function is pure and takes text that is already normalised. */

/** Regulation (EU) 2015/2446, Annex B, 13 05 017: country and up to 15 characters. There is no common check digit. */
export const isEori = (text: string): boolean => /^[A-Z]{2}[\x21-\x7E]{1,15}$/.test(text);

/** Import one-stop shop number, Regulation (EU) 2020/194. */
export const isIoss = (text: string): boolean => /^IM\d{10}$/.test(text);

/** GS1 General Specifications §7.9: weights 3 and 1 from the right, modulo 10. */
export function isGtin(text: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return false;
  const sum = text
    .split('')
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** IMO ship identification number, Resolution A.1117(30): weights 7 to 2; the last digit of the sum is the check digit. */
export function isImoShip(text: string): boolean {
  if (!/^\d{7}$/.test(text)) return false;
  const sum = text
    .slice(0, 6)
    .split('')
    .reduce((total, digit, index) => total + Number(digit) * (7 - index), 0);
  return sum % 10 === Number(text[6]);
}

/** ISO 6346 §3.1.4. */
export function isContainer(text: string): boolean {
  return /^[A-Z]{4}\d{7}$/.test(text) && Number(text[10]) === iso6346Digit(text.slice(0, 10));
}

/** ISO 17442: ISO 7064 MOD 97-10 over digits, letters counted from A = 10. */
export function isLei(text: string): boolean {
  if (!/^[A-Z0-9]{18}\d{2}$/.test(text)) return false;
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** The form of a movement reference number, and whether its last digit is the check digit of ISO 6346. Some states issue other digits. */
export function judgeMrn(text: string): 'no' | 'other-digit' | 'ok' {
  if (!/^\d{2}[A-Z]{2}[A-Z0-9]{13}\d$/.test(text)) return 'no';
  return iso6346Digit(text.slice(0, 17)) === Number(text[17]) ? 'ok' : 'other-digit';
}

/** Letters count from A = 10 and skip the multiples of 11; weights are powers of two; modulo 11, then modulo 10. */
function iso6346Digit(text: string): number {
  const sum = text.split('').reduce((total, character, index) => total + iso6346Value(character) * 2 ** index, 0);
  return (sum % 11) % 10;
}

/** A 10, B 12 … K 21, L 23 … U 32, V 34 … Z 38. */
function iso6346Value(character: string): number {
  const value = Number.parseInt(character, 36);
  if (value <= 10) return value;
  if (value <= 20) return value + 1;
  return value <= 30 ? value + 2 : value + 3;
}
