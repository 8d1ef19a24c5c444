import type { Check } from '../../../contract/report.ts';
import { t } from '../../languages/text.ts';
import { CheckTable } from '../outcomes/check-table.tsx';

/** The checks that did not pass stand open. The others are folded, with their count. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const passed = checks.filter(({ result }) => result === 'passed');
  const skipped = checks.filter(({ result }) => result === 'not-run');
  const others = checks.filter(({ result }) => result === 'failed' || result === 'inconclusive');
  return (
    <>
      {(others.length > 0 || checks.length === 0) && <CheckTable checks={others} />}
      {passed.length > 0 && <Folded title={t('Passed: {count}', { count: passed.length })} checks={passed} />}
      {skipped.length > 0 && <Folded title={t('Not done: {count}', { count: skipped.length })} checks={skipped} />}
    </>
  );
}

function Folded({ title, checks }: { readonly title: string; readonly checks: readonly Check[] }) {
  return (
    <details class="fold">
      <summary>{title}</summary>
      <CheckTable checks={checks} />
    </details>
  );
}
