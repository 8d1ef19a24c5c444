/** The control files of a Debian package. */
import type { PackageContents } from './contents.ts';
import type { ProductionModule } from './production-modules.ts';

const MAINTAINER = 'Postern <maintainers@postern.invalid>';
const COLUMNS = 78;

export interface Release {
  /** Debian's version, such as `0.1.0+20261128.b047094d`. */
  readonly version: string;
  /** Time of the commit, seconds since the Unix epoch. */
  readonly epochS: number;
  readonly architecture: string;
}

export function controlFile(contents: PackageContents, release: Release, installedKiB: number): string {
  const { name, summary, description, depends, recommends, suggests } = contents;
  return [
    `Package: ${name}`,
    `Version: ${release.version}`,
    `Architecture: ${release.architecture}`,
    `Maintainer: ${MAINTAINER}`,
    `Installed-Size: ${installedKiB}`,
    `Depends: ${depends.join(', ')}`,
    ...(recommends.length === 0 ? [] : [`Recommends: ${recommends.join(', ')}`]),
    ...(suggests.length === 0 ? [] : [`Suggests: ${suggests.join(', ')}`]),
    'Section: net',
    'Priority: optional',
    `Description: ${summary}`,
    description.map((paragraph) => folded(paragraph)).join('\n .\n'),
    '',
  ].join('\n');
}

function folded(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > COLUMNS) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}

export function changelog({ name }: PackageContents, { version, epochS }: Release): string {
  const date = new Date(epochS * 1_000).toUTCString().replace('GMT', '+0000');
  return [
    `${name} (${version}) unstable; urgency=medium`,
    '',
    '  * The changes are in the project’s changelog.',
    '',
    ` -- ${MAINTAINER}  ${date}`,
    '',
  ].join('\n');
}

/** Machine-readable, with one paragraph for each bundled component; the full texts are in the components' folders. */
export function copyrightFile(
  { name }: PackageContents,
  modules: readonly ProductionModule[],
  nodeVersion: string,
): string {
  const own = [
    'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/',
    'Upstream-Name: Postern',
    '',
    'Files: *',
    'Copyright: the authors of Postern',
    'License: Apache-2.0',
    ' /usr/share/common-licenses/Apache-2.0 has the text.',
  ];
  const node = [
    `Files: usr/lib/${name}/bin/node`,
    `Copyright: the contributors of Node.js ${nodeVersion}`,
    'License: Node',
    ` /usr/share/doc/${name}/node-license.gz has the text and those of its components.`,
  ];
  const bundled = modules.map(({ path, version, license }) =>
    [
      `Files: usr/lib/${name}/${path}/*`,
      `Copyright: the authors of ${path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)} ${version}`,
      `License: ${license}`,
      ' The text is in that folder.',
    ].join('\n'),
  );
  return `${[own.join('\n'), node.join('\n'), ...bundled].join('\n\n')}\n`;
}
