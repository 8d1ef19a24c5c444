import type { Group, GroupAttribute } from '../../contract/group-counts.ts';
import type { PublishedGroupRate, PublishedGroups } from '../../oversight/observatory/publication/group-report.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { TableFrame } from '../records/table-frame.tsx';
import { rateOf } from './rate-of.ts';

/** How the rates of groups of travellers differ. */
export function Groups({ groups: { attributes, method } }: { readonly groups: PublishedGroups }) {
  return (
    <section class="rates-groups" aria-labelledby="groups-title">
      <h3 id="groups-title">{t('Groups of travellers')}</h3>
      <p>
        {t(
          'No gate reports the group of a traveller. It gives a randomised answer about sex, age or region, which is often false on purpose, and only sums of these answers leave the gate. The rates of groups are computed from the sums. Groups with fewer than {least} answers are not shown.',
          { least: formatNumber(method.answersLeast) },
        )}
      </p>
      {attributes.map(({ attribute, cells }) => (
        <TableFrame key={attribute} label={ATTRIBUTES[attribute]()}>
          <table>
            <thead>
              <tr>
                <th scope="col">{ATTRIBUTES[attribute]()}</th>
                <th scope="col">{t('Answers, about')}</th>
                <th scope="col">{t('Not acquired')}</th>
                <th scope="col">{t('Rejected by the comparison')}</th>
                <th scope="col">{t('Not taken as live')}</th>
              </tr>
            </thead>
            <tbody>
              {cells.map(({ group, travellers, failureToAcquire, rejected, notTakenAsLive }) => (
                <tr key={group}>
                  <th scope="row">{GROUP_WORDS[group]()}</th>
                  <td>{formatNumber(travellers, { maximumSignificantDigits: 3 })}</td>
                  {[failureToAcquire, rejected, notTakenAsLive].map((rate, at) => (
                    <td key={at}>{rate === null ? '–' : <GroupRate rate={rate} />}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableFrame>
      ))}
      <p>
        {t(
          'A difference is stated where chance explains it in fewer than 5 of 100 reports, for all groups and rates together. Rejected travellers include impostors.',
        )}
      </p>
    </section>
  );
}

function GroupRate({ rate }: { readonly rate: PublishedGroupRate }) {
  const { against } = rate;
  return (
    <>
      {rateOf(rate)}
      {against?.differs === true && (
        <strong class="rates-differs">
          {t('{ratio} times the rate of all others ({low} to {high})', {
            ratio: times(against.ratio),
            low: times(against.low),
            high: times(against.high),
          })}
        </strong>
      )}
    </>
  );
}

function times(ratio: number): string {
  return formatNumber(ratio, { maximumSignificantDigits: 2 });
}

const ATTRIBUTES: { readonly [A in GroupAttribute]: () => string } = {
  sex: () => t('Sex'),
  age: () => t('Age'),
  region: () => t('Region of the issuing state'),
};

const GROUP_WORDS: { readonly [G in Group]: () => string } = {
  female: () => t('Female'),
  male: () => t('Male'),
  unspecified: () => t('Not specified'),
  'under-18': () => t('Under 18'),
  '18-to-34': () => t('18 to 34'),
  '35-to-49': () => t('35 to 49'),
  '50-to-64': () => t('50 to 64'),
  '65-and-over': () => t('65 and over'),
  unknown: () => t('Unknown'),
  africa: () => t('Africa'),
  americas: () => t('Americas'),
  asia: () => t('Asia'),
  europe: () => t('Europe'),
  oceania: () => t('Oceania'),
  other: () => t('Other issuers'),
};
