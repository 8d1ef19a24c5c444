import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import type { Block, Inline, LinkTarget } from './blocks.ts';

/**
 * The part of Markdown that the guides use. HTML in it is left out.
 * @param addressOf the address of a picture
 */
export function parseMarkdown(text: string, addressOf: (source: string) => string): readonly Block[] {
  const ids = new Set<string>();
  const blocksOf = (tokens: readonly Token[]): Block[] => (tokens as MarkedToken[]).flatMap(blocksIn);

  const blocksIn = (token: MarkedToken): Block[] => {
    switch (token.type) {
      case 'heading':
        return [{ kind: 'heading', level: token.depth, id: idOf(token.text, ids), inside: inlines(token.tokens) }];
      case 'paragraph':
      case 'text':
        return paragraphs(token.tokens ?? [token]);
      case 'list':
        return [{ kind: 'list', ordered: token.ordered, items: token.items.map((item) => blocksOf(item.tokens)) }];
      case 'table':
        return [{ kind: 'table', head: cells(token.header), rows: token.rows.map(cells) }];
      case 'code':
        return [{ kind: 'code', text: token.text }];
      default:
        return [];
    }
  };

  /** A picture stands alone; the text around it becomes paragraphs. */
  const paragraphs = (tokens: readonly Token[]): Block[] => {
    const blocks: Block[] = [];
    let line: Token[] = [];
    const endLine = () => {
      const inside = inlines(line);
      if (inside.some((one) => typeof one !== 'string' || one.trim() !== ''))
        blocks.push({ kind: 'paragraph', inside });
      line = [];
    };
    for (const token of tokens as MarkedToken[]) {
      if (token.type !== 'image') {
        line.push(token);
        continue;
      }
      endLine();
      blocks.push({ kind: 'picture', address: addressOf(token.href), words: token.text });
    }
    endLine();
    return blocks;
  };
  return blocksOf(lexer(text));
}

function cells(row: readonly Tokens.TableCell[]): readonly (readonly Inline[])[] {
  return row.map(({ tokens }) => inlines(tokens));
}

function inlines(tokens: readonly Token[]): readonly Inline[] {
  return (tokens as MarkedToken[]).flatMap((token): Inline[] => {
    switch (token.type) {
      case 'strong':
      case 'em':
        return [{ kind: token.type, inside: inlines(token.tokens) }];
      case 'codespan':
        return [{ kind: 'code', inside: [token.text] }];
      case 'link': {
        const to = targetOf(token.href);
        const inside = inlines(token.tokens);
        return to === undefined ? [...inside] : [{ kind: 'link', to, inside }];
      }
      case 'text':
      case 'escape':
        return 'tokens' in token && token.tokens !== undefined ? [...inlines(token.tokens)] : [token.text];
      case 'br':
        return ['\n'];
      default:
        return [];
    }
  });
}

/** A link to a file that is no manual stays a text: the server does not serve it. */
function targetOf(href: string): LinkTarget | undefined {
  if (href.startsWith('https://')) return { address: href };
  const [file = '', place] = href.split('#');
  if (file === '') return place === undefined ? undefined : { place };
  const manual = /(?:^|\/)([a-z-]+)\.md$/.exec(file)?.[1];
  if (manual === undefined || file.endsWith('README.md')) return undefined;
  return place === undefined ? { manual } : { manual, place };
}

/** As GitHub makes it, so that a link leads to the same place in both. */
function idOf(heading: string, ids: Set<string>): string {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
  let id = plain;
  for (let count = 1; ids.has(id); count++) id = `${plain}-${count}`;
  ids.add(id);
  return id;
}
