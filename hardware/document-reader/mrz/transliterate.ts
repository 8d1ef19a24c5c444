/**
 * Transliterates national characters in names as the zone does, ICAO 9303-3 §6: tables A (Latin), B (Cyrillic), C (Arabic).
 */

/** Table A: characters that map to more than their base letter. Uses the first option of the table. */
const LATIN = tableOf(`
  Ä=AE Å=AA Æ=AE Ð=D Đ=D Ħ=H ı=I Ĳ=IJ ĸ=Q Ł=L Ŀ=L Ŋ=N Ö=OE Ø=OE Œ=OE ẞ=SS Ŧ=T Þ=TH Ü=UE
`);

const CYRILLIC = tableOf(`
  А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I І=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U Ф=F Х=KH
  Ц=TS Ч=CH Ш=SH Щ=SHCH Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA Ѫ=U Ґ=G Ў=U Ђ=D Ѓ=G Є=IE Ѕ=DZ Ї=I Ј=J Љ=LJ Њ=NJ Ћ=C
  Ќ=K Џ=DZ
`);

const ARABIC = tableOf(`
  ء=XE آ=XAA أ=XAE ؤ=U إ=I ئ=XI ا=A ب=B ة=XTA ت=T ث=XTH ج=J ح=XH خ=XKH د=D ذ=XDH ر=R ز=Z س=S ش=XSH
  ص=XSS ض=XDZ ط=XTT ظ=XZZ ع=E غ=G ف=F ق=Q ك=K ل=L م=M ن=N ه=H و=W ى=XAY ي=Y ٱ=XXA ٹ=XXT ټ=XRT پ=P
  ځ=XKE څ=XXH چ=XC ڈ=XXD ډ=XDR ڑ=XXR ړ=XRR ږ=XRX ژ=XJ ښ=XXS ک=XKK ګ=XXK ڭ=XNG گ=XGG ں=XNN ڼ=XXN ھ=XDO
  ۀ=XYH ہ=XXG ۂ=XGE ۃ=XTG ی=XYA ۍ=XXY ې=Y ے=XYB ۓ=XBE
`);

const TABLE: Readonly<Record<string, string>> = { ...LATIN, ...CYRILLIC, ...ARABIC };

/** Table B's exceptions, by the state that issued the document (ICAO 9303-3 §5). */
const BY_STATE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BLR: { Г: 'H', Ё: 'IO' },
  BGR: { Щ: 'SHT', Ъ: 'A' },
  MKD: { Ѓ: 'GJ', Ќ: 'KJ', Џ: 'DJ', Х: 'H', Ц: 'C' },
  SRB: { Г: 'H', Ж: 'Z', Х: 'H', Ц: 'C', Ч: 'C', Ш: 'S' },
  UKR: { Г: 'H', И: 'Y' },
};

/** Characters without a transliteration: Arabic vowel signs, lengthening and joiners, and separate accents. */
const PASSED_OVER = /^(?:(?!\u0651)\p{M}|\p{Cf}|[\u0640.'’ʼ`])$/u;
/** Doubles the letter before it, table C. */
const SHADDA = '\u0651';
const TEH_MARBUTA = '\u0629';

/**
 * Returns capital letters A to Z and single spaces: the name in the zone before fillers are inserted. `undefined` when a
 * character is in none of the tables, such as digits and other scripts.
 *
 * @param name one of the identifiers, in Unicode. Hyphens and commas separate words; apostrophes and full stops are dropped
 * (ICAO 9303-3 §4.6)
 * @param issuingState up to three letters
 */
export function transliterate(name: string, issuingState: string): string | undefined {
  const exceptions = BY_STATE[issuingState] ?? {};
  const words = name
    .normalize('NFC')
    .replaceAll('ß', 'ẞ')
    .split(/[\s\-‐‑–,]+/u)
    .filter((word) => word !== '');
  const written = words.map((word) => transliterateWord(word, exceptions));
  return written.some((word) => word === undefined) ? undefined : written.filter((word) => word !== '').join(' ');
}

function transliterateWord(word: string, exceptions: Readonly<Record<string, string>>): string | undefined {
  let [written, last] = ['', ''];
  for (const [at, character] of Array.from(word).entries()) {
    if (PASSED_OVER.test(character)) continue;
    const atEnd = Array.from(word)
      .slice(at + 1)
      .every((after) => PASSED_OVER.test(after));
    const letters = character === SHADDA ? last : lettersOf(character, exceptions, atEnd);
    if (letters === undefined) return undefined;
    written += letters;
    last = letters;
  }
  return written;
}

function lettersOf(
  character: string,
  exceptions: Readonly<Record<string, string>>,
  atEnd: boolean,
): string | undefined {
  // Teh marbuta at the end of a name has a different transliteration, table C note
  if (character === TEH_MARBUTA && atEnd) return 'XAH';
  const capital = character === 'ı' ? character : character.toUpperCase();
  const listed = exceptions[capital] ?? TABLE[capital];
  if (listed !== undefined) return listed;
  const base = capital.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return /^[A-Z]+$/.test(base) ? base : TABLE[base];
}

/** Reads a table of `CHARACTER=LETTERS`, separated by white space. */
function tableOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => entry.split('=')),
  );
}
