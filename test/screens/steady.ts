/** Replaces what is random on a page before a picture: ids, digests, keys, codes. */

/** Each random text becomes another one of the same length, which depends only on its place among the others. */
export function steadyTexts(): (text: string) => string {
  const long = /[0-9A-Za-z+/_=-]{16,}/g;
  const short =
    /\b(?=[0-9a-f ]*\d)(?=[0-9a-f ]*[a-f])[0-9a-f]{4}(?: [0-9a-f]{4})+\b|\b(?=\w*\d)(?=\w*[a-f])[0-9a-f]{8,15}\b/g;
  const seen = new Map<string, string>();
  const replaced = (text: string): string => {
    const isHex = /^[0-9a-f ]+$/.test(text);
    // Words joined by hyphens are names
    if (!isHex && !(/\d/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text))) return text;
    const known = seen.get(text);
    if (known !== undefined) return known;
    let state = (seen.size + 1) * 2_654_435_761;
    const letters = isHex ? '0123456789abcdef' : 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
    const made = text.replaceAll(/[0-9A-Za-z]/g, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return letters[(state >>> 16) % letters.length] ?? '0';
    });
    seen.set(text, made);
    return made;
  };
  const all = (text: string) => text.replaceAll(long, replaced).replaceAll(short, replaced);
  return all;
}

/** In the browser: applies it to every text and field of the page. */
const APPLY = `(all) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const steady = all(node.nodeValue);
    if (steady !== node.nodeValue) node.nodeValue = steady;
  }
  for (const field of document.querySelectorAll('input[type=text], textarea')) {
    const steady = all(field.value);
    if (steady !== field.value) field.value = steady;
  }
}`;

export const STEADY_SCRIPT = `(${APPLY})((${steadyTexts.toString()})())`;
