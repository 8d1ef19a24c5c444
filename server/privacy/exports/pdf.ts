/** PDF documents with tagged text and tables in reading order, a title and a language, for screen readers. */
import { type Brand, logoOf } from '../../contract/brand/brand.ts';
import { plainPng } from '../../contract/brand/plain-png.ts';
import { asArtifact, drawTable, type PdfTable } from './pdf-table.ts';

export type PdfBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'item'; readonly text: string }
  /** Lines that keep their breaks, in a font of one width. */
  | { readonly kind: 'code'; readonly text: string }
  /** A line to sign on for each. */
  | { readonly kind: 'signatures'; readonly of: readonly string[] }
  /** Continues on a new page. */
  | { readonly kind: 'page' }
  | ({ readonly kind: 'table' } & PdfTable);

/** A document before it is drawn. */
export interface PdfContent {
  readonly title: string;
  readonly blocks: readonly PdfBlock[];
}

const MARGIN_PT = 56;
const LINE_GAP_PT = 2;
const FOOT_PT = 8;
const ITEM_PT = 15;
const CODE_PT = 8;
const SIGNATURE_PT = 64;
/** Height of the agency's logo, and the widest that it may be. */
const LOGO_PT = { height: 32, width: 160 } as const;
const LOGO_GAP_PT = 10;
/** Tables with more columns use landscape format. */
const UPRIGHT_COLUMNS = 5;

/** The agency whose name and logo stand above the title. */
export type Letterhead = Pick<Brand, 'name' | 'logo'>;

/**
 * @param at wall ms; the same content at the same time gives the same bytes
 * @param letterhead `null`: the document begins with its title
 * @returns the bytes of the document
 */
export async function makePdf(
  title: string,
  blocks: readonly PdfBlock[],
  at: number,
  letterhead: Letterhead | null,
): Promise<Uint8Array> {
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
    info: {
      Title: title,
      ...(letterhead !== null && { Author: letterhead.name }),
      CreationDate: date,
      ModDate: date,
      Producer: 'Postern',
      Creator: 'Postern',
    },
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
  if (letterhead !== null) drawLetterhead(document, root, letterhead);
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

/** The logo, and beside it the name where the standard fonts contain all of its letters. */
function drawLetterhead(document: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement, letterhead: Letterhead): void {
  const logo = logoOf(letterhead);
  const { left, top } = document.page.margins;
  let besideLogo = left;
  const outline = logo === undefined ? undefined : plainPng(logo);
  if (logo !== undefined && outline !== undefined) {
    const scale = Math.min(LOGO_PT.height / outline.height, LOGO_PT.width / outline.width);
    const [width, height] = [outline.width * scale, outline.height * scale];
    besideLogo = left + width + LOGO_GAP_PT;
    const draw = (): void => {
      document.image(Buffer.from(logo), left, top + (LOGO_PT.height - height) / 2, { width, height });
    };
    root.add(document.struct('Figure', { alt: letterhead.name }, draw));
  }
  const name = printable(letterhead.name);
  if (name === letterhead.name) {
    const draw = (): void => {
      document.font('Helvetica-Bold').fontSize(11);
      const above = (LOGO_PT.height - document.currentLineHeight()) / 2;
      document.text(name, besideLogo, top + above, { lineBreak: false });
    };
    root.add(document.struct('P', {}, draw));
  }
  document.x = left;
  document.y = top + LOGO_PT.height + LOGO_GAP_PT;
}

function drawBlock(document: PDFKit.PDFDocument, write: Write, block: Exclude<PdfBlock, { kind: 'table' }>): void {
  switch (block.kind) {
    case 'heading':
      write('H2', () => {
        document.moveDown(0.5).font('Helvetica-Bold').fontSize(12).text(printable(block.text)).moveDown(0.25);
      });
      return;
    case 'text':
      write('P', () => {
        document.font('Helvetica').fontSize(10).text(printable(block.text), { lineGap: LINE_GAP_PT }).moveDown(0.25);
      });
      return;
    case 'item':
      write('P', () => drawItem(document, printable(block.text)));
      return;
    case 'code':
      write('P', () => {
        document.font('Courier').fontSize(CODE_PT).text(printableLines(block.text)).moveDown(0.75);
      });
      return;
    case 'signatures':
      for (const who of block.of) drawSignature(document, write, who);
      return;
    case 'page':
      document.addPage();
  }
}

/** All lines of an item start at one distance from the margin, to the right of its bullet. */
function drawItem(document: PDFKit.PDFDocument, words: string): void {
  const { left, right, bottom } = document.page.margins;
  const width = document.page.width - left - right - ITEM_PT;
  document.font('Helvetica').fontSize(10);
  // The bullet must be on the page of the first line
  if (document.y + document.currentLineHeight(true) > document.page.height - bottom) document.addPage();
  const { y } = document;
  document.text('\u2022', left + ITEM_PT / 3, y, { lineBreak: false });
  document.text(words, left + ITEM_PT, y, { width, lineGap: LINE_GAP_PT }).moveDown(0.25);
  document.x = left;
}

/** Space for a signature above a rule, with name, place and date below it. Stays on one page. */
function drawSignature(document: PDFKit.PDFDocument, write: Write, who: string): void {
  const { left, right, bottom } = document.page.margins;
  if (document.y + SIGNATURE_PT > document.page.height - bottom) document.addPage();
  const rule = document.y + SIGNATURE_PT - 24;
  asArtifact(document, 'Layout', () => {
    document
      .moveTo(left, rule)
      .lineTo(document.page.width - right, rule)
      .lineWidth(0.5)
      .strokeColor('#000000')
      .stroke();
  });
  document.y = rule + 4;
  write('P', () => {
    document
      .font('Helvetica')
      .fontSize(CODE_PT)
      .text(printable(`${who}: name, place, date, signature`), left);
  });
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

function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** The standard fonts cover only Windows-1252. */
function printable(text: string): string {
  return text.replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]/gu, '?');
}
