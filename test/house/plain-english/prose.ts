/** Finds the text that people read in a source file: comments, strings of two words and more, and Markdown without its code. */

export interface Prose {
  /** Without the marks of the comment or string. Keeps its line ends. */
  readonly text: string;
  /** Line of the first character, from 1. */
  readonly line: number;
  /** `false` for a string and for Markdown. */
  readonly isComment: boolean;
}

/** A `/` after one of these starts a regular expression; after anything else it divides. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+*%~^<>-]|\breturn|\bcase|\btypeof)\s*$/;

export function proseOf(path: string, source: string): readonly Prose[] {
  return path.endsWith('.md') ? [{ text: withoutCode(source), line: 1, isComment: false }] : proseOfCode(source);
}

/** Blanks fenced and inline code, and keeps the line ends. */
function withoutCode(markdown: string): string {
  const blank = (code: string) => code.replaceAll(/[^\n]/g, '`');
  return markdown.replaceAll(/^```[\s\S]*?^```/gm, blank).replaceAll(/`[^`\n]+`/g, blank);
}

function proseOfCode(source: string): readonly Prose[] {
  const found: Prose[] = [];
  let line = 1;
  let at = 0;
  /** Start of the code since the last comment or string. */
  let codeFrom = 0;
  let lineCommentEnd = -1;
  const take = (end: number, text?: string, isComment = false) => {
    if (text !== undefined) found.push({ text, line, isComment });
    line += source.slice(at, end).split('\n').length - 1;
    at = end;
    codeFrom = end;
  };
  /** Joins comments on successive lines: one sentence may fill them. */
  const takeLineComment = (end: number) => {
    const last = found.at(-1);
    const continues = last !== undefined && codeFrom === lineCommentEnd && source.slice(codeFrom, at).trim() === '';
    const text = source.slice(at + 2, end);
    if (continues) found[found.length - 1] = { ...last, text: `${last.text}\n${text}` };
    take(end, continues ? undefined : text, true);
    lineCommentEnd = end;
  };
  while (at < source.length) {
    const char = source[at];
    const next = source[at + 1];
    if (char === '/' && next === '/') {
      const end = endOf(source, '\n', at);
      takeLineComment(end);
    } else if (char === '/' && next === '*') {
      const end = endOf(source, '*/', at + 2);
      const inside = source.slice(at + 2, end).replace(/^\*/, '');
      take(end + 2, inside.replaceAll(/\n[ \t]*\*?/g, '\n'), true);
    } else if (char === '/' && BEFORE_PATTERN.test(source.slice(Math.max(codeFrom, at - 40), at))) {
      take(endOfQuoted(source, at, '/'));
    } else if (char === "'" || char === '"' || char === '`') {
      const end = endOfQuoted(source, at, char);
      const text = source.slice(at + 1, end - 1).replaceAll(/\$\{[^}]*\}/g, '`');
      take(end, /\S\s+\S/.test(text) ? text : undefined);
    } else {
      if (char === '\n') line += 1;
      at += 1;
    }
  }
  return found;
}

function endOf(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at < 0 ? source.length : at;
}

/** The index after the closing quote. A string or pattern that reaches the end of its line was none; one character is passed then. */
function endOfQuoted(source: string, start: number, quote: string): number {
  let isInClass = false;
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (char === '\n' && quote !== '`') break;
    else if (quote === '/' && char === '[') isInClass = true;
    else if (quote === '/' && char === ']') isInClass = false;
    else if (char === quote && !isInClass) return at + 1;
  }
  return start + 1;
}
