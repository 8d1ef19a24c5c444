/** The order of folders as a Mermaid diagram, the highest storey first. */
import type { Storey } from '../floors.ts';

export function floorsInMermaid(storeys: readonly Storey[]): string {
  const boxes = [...storeys].reverse().map(({ name, folders }, index) => {
    const [domain = '', room] = folders[0]?.split('/') ?? [];
    if (room === undefined && folders.length === 1) return `  storey${index}["<b>${domain}</b>: ${name}"]`;
    const title = room === undefined ? `<b>${name}</b>` : `<b>${domain}</b>: ${name}`;
    const rooms = [...folders].reverse().map((folder) => folder.split('/').at(-1) ?? folder);
    return `  storey${index}["${title}<br/>${inLines(rooms).join('<br/>')}"]`;
  });
  const arrows = boxes.slice(1).map((_, index) => `  storey${index} --> storey${index + 1}`);
  return ['```mermaid', 'flowchart TB', ...boxes, ...arrows, '```'].join('\n');
}

/** Six folders per line, so that the diagram fits a page. */
function inLines(folders: readonly string[]): string[] {
  const lines: string[] = [];
  for (let from = 0; from < folders.length; from += 6) lines.push(folders.slice(from, from + 6).join(' · '));
  return lines;
}
