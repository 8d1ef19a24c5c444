import { PROCEDURES } from '../code-lists/small-lists.ts';
import { daysBetween, type Judged, type Report } from './context.ts';

const OLDEST_ACCEPTANCE_DAYS = 180;

/** Day from which alcohol has the British excise codes X301 to X399, and last day of X401 to X499. */
const NEW_EXCISE_CODES = '2023-08-01';

export function judgeProcedures({ declaration, dataSet, items, context }: Judged, report: Report): void {
  for (const [index, item] of items.entries()) {
    const pointer = `/goods/${index}`;
    const codes = item.additionalProcedures ?? [];
    if (codes.includes('000') && codes.length > 1) report('CDS12149', `${pointer}/additionalProcedures`);
    const requested = item.procedure?.requested;
    if (requested !== undefined && !PROCEDURES[dataSet].has(requested))
      report('CDS11004', `${pointer}/procedure/requested`);
    if (context.jurisdiction === 'GB') {
      const statements = [...(declaration.additionalInformation ?? []), ...(item.additionalInformation ?? [])];
      if (requested === '42' && !statements.some(({ code }) => code === 'NIIMP')) {
        report('CDS12145', `${pointer}/procedure/requested`);
      }
      judgeExcise(item.commodity?.national ?? [], `${pointer}/commodity/national`, context.today, report);
    }
  }
  judgeAcceptance(declaration.acceptanceDate, context.today, report);
}

function judgeExcise(codes: readonly string[], pointer: string, today: string, report: Report): void {
  for (const [index, code] of codes.entries()) {
    if (/^X4\d\d$/.test(code) && today >= NEW_EXCISE_CODES) report('CDS12056', `${pointer}/${index}`);
    if (/^X3\d\d$/.test(code) && today < NEW_EXCISE_CODES) report('CDS12056', `${pointer}/${index}`);
  }
}

function judgeAcceptance(date: string | undefined, today: string, report: Report): void {
  if (date === undefined) return;
  const age = daysBetween(date, today);
  if (age < 0 || age > OLDEST_ACCEPTANCE_DAYS) report('CDS12016', '/acceptanceDate');
}
