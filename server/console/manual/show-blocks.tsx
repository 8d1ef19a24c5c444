import type { ComponentChildren } from 'preact';
import { hashOf } from '../shell/route.ts';
import type { Block, Inline, LinkTarget } from './blocks.ts';
import { isManualId } from './manuals.ts';

interface Shown<Content> {
  readonly content: readonly Content[];
  /** The manual that contains it. */
  readonly manual: string;
}

export function Blocks({ content, manual }: Shown<Block>) {
  return <>{content.map((block, index) => oneBlock(block, manual, index))}</>;
}

function oneBlock(block: Block, manual: string, key: number): ComponentChildren {
  switch (block.kind) {
    case 'heading': {
      const Level = `h${Math.min(block.level + 1, 4)}` as 'h2' | 'h3' | 'h4';
      return (
        <Level key={key} id={placeId(block.id)} tabIndex={-1}>
          <Inlines content={block.inside} manual={manual} />
        </Level>
      );
    }
    case 'paragraph':
      return (
        <p key={key}>
          <Inlines content={block.inside} manual={manual} />
        </p>
      );
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List key={key}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Blocks content={item} manual={manual} />
            </li>
          ))}
        </List>
      );
    }
    case 'table':
      return (
        <div key={key} class="manual-table" tabIndex={0} role="group">
          <table>
            <thead>
              <tr>{block.head.map((cell, index) => headCell(cell, manual, index))}</tr>
            </thead>
            <tbody>
              {block.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>
                      <Inlines content={cell} manual={manual} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'code':
      return (
        <pre key={key} class="manual-code" tabIndex={0}>
          {block.text}
        </pre>
      );
    case 'picture':
      return (
        <figure key={key}>
          <img src={block.address} alt={block.words} loading="lazy" />
          <figcaption aria-hidden="true">{block.words}</figcaption>
        </figure>
      );
  }
}

function headCell(cell: readonly Inline[], manual: string, key: number): ComponentChildren {
  if (cell.length === 0) return <td key={key} />;
  return (
    <th key={key} scope="col">
      <Inlines content={cell} manual={manual} />
    </th>
  );
}

function Inlines({ content, manual }: Shown<Inline>) {
  return <>{content.map((one, index) => oneInline(one, manual, index))}</>;
}

function oneInline(inline: Inline, manual: string, key: number): ComponentChildren {
  if (typeof inline === 'string') return inline;
  const inside = <Inlines content={inline.inside} manual={manual} />;
  switch (inline.kind) {
    case 'strong':
      return <strong key={key}>{inside}</strong>;
    case 'em':
      return <em key={key}>{inside}</em>;
    case 'code':
      return <code key={key}>{inside}</code>;
    case 'link': {
      const address = addressOf(inline.to, manual);
      return address === undefined ? (
        inside
      ) : (
        <a key={key} href={address} {...('address' in inline.to && { target: '_blank', rel: 'noreferrer' })}>
          {inside}
        </a>
      );
    }
  }
}

function addressOf(to: LinkTarget, manual: string): string | undefined {
  if ('address' in to) return to.address;
  if (!('manual' in to)) return hashOf('manual', manual, to.place);
  if (!isManualId(to.manual)) return undefined;
  return to.place === undefined ? hashOf('manual', to.manual) : hashOf('manual', to.manual, to.place);
}

/** The id of a heading in the page, which has other ids besides. */
export function placeId(id: string): string {
  return `manual-${id}`;
}
