import type { Check } from '../../../contract/report.ts';
import type { CheckResult } from '../../../contract/vocabulary.ts';
import { Badge, type BadgeProps } from '../../design/badge.tsx';
import { t } from '../../languages/text.ts';
import { CHECK_WORDS, RATE_WORDS, REASON_WORDS, RESULT_WORDS } from '../../words.ts';

const LOOKS: { readonly [Word in CheckResult]: Pick<BadgeProps, 'tone' | 'icon'> } = {
  passed: { tone: 'good', icon: 'tick' },
  failed: { tone: 'bad', icon: 'cross' },
  inconclusive: { tone: 'caution', icon: 'question' },
  'not-run': { tone: 'plain', icon: 'dash' },
};

/** Every check of a report in the order in which it ran. Roles are spelt out because a phone lays the rows out as blocks. */
export function CheckTable({ checks }: { readonly checks: readonly Check[] }) {
  if (checks.length === 0) return <p class="quiet">{t('No check was made.')}</p>;
  return (
    <table class="checks" role="table">
      <caption class="unseen">{t('Checks')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {t('Check')}
          </th>
          <th scope="col" role="columnheader">
            {t('Result')}
          </th>
          <th scope="col" role="columnheader">
            {t('Why')}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {checks.map((check) => (
          <tr key={check.name} role="row">
            <th scope="row" role="rowheader">
              {CHECK_WORDS[check.name]}
            </th>
            <td role="cell">
              <Badge {...lookOf(check)} />
            </td>
            <td class="quiet" role="cell">
              {whyOf(check)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A declaration of goods is an answer and not a failed check. */
function lookOf({ result, reason }: Check): BadgeProps {
  if (reason === 'goods-declared') return { tone: 'note', icon: 'arrow', word: t('To customs') };
  return { ...LOOKS[result], word: RESULT_WORDS[result] };
}

function whyOf(check: Check): string {
  if (check.reason !== undefined) return REASON_WORDS[check.reason];
  return check.falseMatchRate === undefined ? '' : RATE_WORDS[check.falseMatchRate];
}
