/** Words and turns of phrase that the style of the project rules out. Each has the advice that the check prints. */

export interface Pattern {
  readonly advice: string;
  readonly matches: RegExp;
  /** Strings and Markdown are not searched: texts of screens, and the pages made from them, still have these words. */
  readonly isForComments?: true;
}

/** Start of a text, a sentence, a paragraph or a list item. */
const START = String.raw`(?<=^\s*|[.!?:;]\s+|\n\s*\n\s*|\n\s*- )`;

const SOFTWARE = 'lane|kiosk|server|driver|simulator|camera|scanner|reader|page|program|browser|console|ledger|outbox';

export const PATTERNS: readonly Pattern[] = [
  { advice: 'name the role: traveller, officer, client, caller, attacker', matches: /\bwho(?:m|so)?ever\b/gi },
  { advice: 'name the role, or say "no one", "everyone"', matches: /\b(?:no|some|any|every)body\b/gi },
  { advice: 'start with the subject of the sentence', matches: /\bof whom\b/gi },
  {
    advice: 'write "whose", or begin a new sentence',
    matches: /(?<!\b(?:one|each|none|neither|both|all|most|some|any)\s+)\bof\s+which\b/gi,
  },
  { advice: 'write "without success", or say what does not happen', matches: /\bin\s+vain\b/gi },
  {
    advice: 'name the event, or write "in the meantime"',
    matches: /\bmeanwhile(?=\s*(?:[.,:;)]|$))/gi,
    isForComments: true,
  },
  { advice: 'write "still" or "nevertheless", or delete it', matches: /\ball the same(?=\s*(?:[.,:;)]|$))/gi },
  { advice: 'write "whether … or …"', matches: /\bbe (?:it|they) (?=[\w ]+ or )/gi },
  { advice: 'start with the subject, not with "Of"', matches: new RegExp(`${START}Of (?!course)`, 'g') },
  {
    advice: 'name the thing instead of "What …"',
    matches: new RegExp(String.raw`${START}What\b[^?]*?(?:[.;]|$)`, 'g'),
  },
  {
    advice: 'subject before verb',
    matches: new RegExp(
      `${START}(?:Nor|Never|Neither|Nowhere|Not until|Only then) (?:is|are|was|were|does|do|did|has|have|can|may)\\b`,
      'g',
    ),
  },
  {
    advice: 'write "the driver’s own profile", or "its own"',
    matches: /\bof (?:the|a|an) [\w-]+['’]s own(?=\s*(?:[.,:;)]|$))/gi,
  },
  { advice: 'name the owner', matches: /\bone['’]s own\b|\bof (?:ours|theirs)\b/gi },
  { advice: 'say what happens instead', matches: /['’]s (?:business|concern)\b/gi },
  {
    advice: 'software receives, checks, reports and stores; it does not know or want',
    matches: new RegExp(`\\b(?:${SOFTWARE})s? (?:knows?|wants?|hears?|believes?|is told|are told)\\b`, 'gi'),
  },
  { advice: 'write "releases", "is released"', matches: /\blet(?:s|ting)? go of\b/gi },
  { advice: 'write "permanently" or "without limit"', matches: /\bfor ever\b/gi },
  { advice: 'learns of, receives: name the event', matches: /\bhears? of\b/gi },
  { advice: 'write "belongs in"', matches: /\bbelongs? into\b/gi },
  { advice: 'write "its own", "their own" or "the person’s own"', matches: /\b(?:the|an) own\b/gi },
  { advice: 'name the thing that it is not', matches: /\b(?:it|that) (?:is|was) none\b/gi },
  { advice: 'write "contains nothing from", "shows nothing from"', matches: /\bha(?:s|ve|d) nothing of\b/gi },
  {
    advice: 'write "no longer" before the verb',
    matches: /\b(?:it|them|lane|server|page) no more(?=\s*(?:[.,;:)]|$))/gi,
  },
  {
    advice: 'name the role instead of "Who …": an attacker who, a person who',
    matches: new RegExp(
      String.raw`${START}Who (?!is\b)(?:[a-z]+s|asked|read|had)\b[^?.,;:]{3,80}?(?<! or| and| what| which| that) (?:gets?|has|sees|is|can|may|must|loses|learns|states)\b[^?]*?(?:[.;]|$)`,
      'g',
    ),
  },
];
