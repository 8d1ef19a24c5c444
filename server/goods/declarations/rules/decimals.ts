/** Exact sums and comparisons of decimals of at most six places. */
const PLACES = 6;

/** In millionths. The text must be a decimal of the form's. */
export function millionths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(PLACES, '0').slice(0, PLACES));
}

export function sumOf(texts: Iterable<string>): bigint {
  let sum = 0n;
  for (const text of texts) sum += millionths(text);
  return sum;
}
