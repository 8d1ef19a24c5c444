/** PDF documents with tagged text and tables in reading order, a title and a language, for screen readers. */
import { asArtifact, drawTable, type PdfTable } from './pdf-table.ts';

export type PdfBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  | ({ readonly kind: 'table' } & PdfTable);

const MARGIN_PT = 56;
const LINE_GAP_PT = 2;
const FOOT_PT = 8;
/** Tables with more columns use landscape format. */
const UPRIGHT_COLUMNS = 5;

/**
 * @param at wall ms; the same content at the same time gives the same bytes
 * @returns the bytes of the document
 */
export async function makePdf(title: string, blocks: readonly PdfBlock[], at: number): Promise<Uint8Array> {
  // Imported on first use: it would take a tenth of the server's start
  const { default: PdfDocument } = await import('pdfkit');
  const date = new Date(at);
  const document = new PdfDocument({
    size: 'A4',
    layout: blocks.some((block) => block.kind === 'table' && block.columns.length > UPRIGHT_COLUMNS)
      ? 'landscape'
      : 'portrait',
    bufferPages: true,
    margin: MARGIN_PT,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, CreationDate: date, ModDate: date, Producer: 'Postern', Creator: 'Postern' },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => void chunks.push(chunk));
    document.on('error', reject);
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
  const root = document.struct('Document');
  document.addStructure(root);
  const write = (role: string, draw: () => void) => root.add(document.struct(role, {}, draw));
  write('H1', () => {
    document.font('Helvetica-Bold').fontSize(16).text(printable(title)).moveDown(0.5);
  });
  for (const block of blocks) {
    if (block.kind === 'table') drawTable(document, root, block, printable);
    else drawBlock(document, write, block);
  }
  root.end();
  drawFeet(document, printable(title));
  document.end();
  return done;
}

type Write = (role: string, draw: () => void) => void;

function drawBlock(document: PDFKit.PDFDocument, write: Write, block: Exclude<PdfBlock, { kind: 'table' }>): void {
  switch (block.kind) {
    case 'heading':
      write('H2', () => {
        document.moveDown(0.5).font('Helvetica-Bold').fontSize(12).text(printable(block.text)).moveDown(0.25);
      });
      return;
    case 'text':
    case 'item':
      write('P', () => {
        const indent = block.kind === 'item' ? 12 : 0;
        const text = block.kind === 'item' ? `\u2022 ${block.text}` : block.text;
        document.font('Helvetica').fontSize(10).text(printable(text), { indent, lineGap: LINE_GAP_PT }).moveDown(0.25);
      });
  }
}

/** Footer with title and page number on each page. */
function drawFeet(document: PDFKit.PDFDocument, title: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    document.switchToPage(start + index);
    const { page } = document;
    const { bottom, left, right } = page.margins;
    // With the margin, text below it would start another page
    page.margins.bottom = 0;
    asArtifact(document, 'Pagination', () => {
      document
        .font('Helvetica')
        .fontSize(FOOT_PT)
        .text(`${title}, page ${index + 1} of ${count}`, left, page.height - bottom / 2 - FOOT_PT, {
          width: page.width - left - right,
          align: 'right',
          lineBreak: false,
        });
    });
    page.margins.bottom = bottom;
  }
}

/** The standard fonts cover only Windows-1252. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]/gu, '?');
}
