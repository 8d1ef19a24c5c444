/** A table in a PDF: tagged as a table, with its header on every page and column widths by content. */

export interface PdfTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Drawn = PDFKit.PDFDocument;
type Row = readonly string[];

const FONT_PT = 7.5;
const GAP_PT = 6;
const PADDING_PT = 2.5;
/** A column wider than this many times its even share gets more only after the other columns. */
const MAX_SHARES = 1.5;
const MIN_PT = 24;
const RULE = '#9aa3b2';

/**
 * Draws the table at the document's current position, and moves the position below it.
 * @param text replaces characters that the document's fonts lack
 */
export function drawTable(
  document: Drawn,
  parent: PDFKit.PDFStructureElement,
  table: PdfTable,
  text: (of: string) => string,
): void {
  const { columns, rows } = { columns: table.columns.map(text), rows: table.rows.map((row) => row.map(text)) };
  const left = document.page.margins.left;
  const widths = widthsOf(document, columns, rows);
  const element = document.struct('Table');
  parent.add(element);
  const heightOf = (row: Row, font: string): number => {
    document.font(font).fontSize(FONT_PT);
    const heights = row.map((cell, index) => document.heightOfString(cell, { width: widths[index] ?? MIN_PT }));
    return Math.max(...heights, FONT_PT) + 2 * PADDING_PT;
  };
  const drawRow = (row: Row, role: 'TH' | 'TD', isAgain = false): void => {
    const font = role === 'TH' ? 'Helvetica-Bold' : 'Helvetica';
    const height = heightOf(row, font);
    const { y } = document;
    const line = isAgain ? undefined : document.struct('TR');
    if (line !== undefined) element.add(line);
    let x = left;
    for (const [index, cell] of row.entries()) {
      const width = widths[index] ?? MIN_PT;
      const at = x;
      const draw = () => {
        document
          .font(font)
          .fontSize(FONT_PT)
          .text(cell, at, y + PADDING_PT, { width });
      };
      if (line === undefined) asArtifact(document, 'Pagination', draw);
      else line.add(document.struct(role, {}, draw));
      x += width + GAP_PT;
    }
    line?.end();
    const foot = y + height;
    asArtifact(document, 'Layout', () => {
      document
        .moveTo(left, foot)
        .lineTo(document.page.width - document.page.margins.right, foot)
        .lineWidth(role === 'TH' ? 0.8 : 0.3)
        .strokeColor(RULE)
        .stroke();
    });
    document.x = left;
    document.y = foot;
  };
  const turnFor = (height: number): boolean => {
    if (document.y + height <= document.page.height - document.page.margins.bottom) return false;
    document.addPage();
    return true;
  };
  turnFor(heightOf(columns, 'Helvetica-Bold') + 3 * FONT_PT);
  drawRow(columns, 'TH');
  for (const row of rows) {
    if (turnFor(heightOf(row, 'Helvetica'))) drawRow(columns, 'TH', true);
    drawRow(row, 'TD');
  }
  element.end();
  document.moveDown(1);
}

/** Marks what `draw` draws as an artifact, which screen readers skip. */
export function asArtifact(document: Drawn, type: 'Pagination' | 'Layout', draw: () => void): void {
  document.markContent('Artifact', { type });
  draw();
  document.endMarkedContent();
}

/** Each column gets its preferred width if there is room; the columns that exceed their share divide the rest. */
function widthsOf(document: Drawn, columns: Row, rows: readonly Row[]): number[] {
  const { width, margins } = document.page;
  const room = width - margins.left - margins.right - GAP_PT * (columns.length - 1);
  const widthIn = (font: string, cell: string) => document.font(font).fontSize(FONT_PT).widthOfString(cell) + 1;
  const wanted = columns.map((column, index) => {
    const cells = rows.map((row) => widthIn('Helvetica', row[index] ?? ''));
    return Math.max(MIN_PT, widthIn('Helvetica-Bold', column), ...cells);
  });
  const total = wanted.reduce((sum, one) => sum + one, 0);
  if (total <= room) return wanted.map((one) => (one * room) / total);
  const most = (MAX_SHARES * room) / columns.length;
  const modest = wanted.map((one) => Math.min(one, most));
  const left = room - modest.reduce((sum, one) => sum + one, 0);
  const beyond = wanted.map((one) => Math.max(0, one - most));
  const beyondAll = beyond.reduce((sum, one) => sum + one, 0);
  if (left <= 0 || beyondAll === 0) {
    const sum = modest.reduce((all, one) => all + one, 0);
    return modest.map((one) => (one * room) / sum);
  }
  return modest.map((one, index) => one + (left * (beyond[index] ?? 0)) / beyondAll);
}
