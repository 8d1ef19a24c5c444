import type { LaneFigures } from '../../border/figures/answers.ts';
import { Table } from '../records/table.tsx';
import { inOrder, placeWords } from '../lane-place.ts';
import { t } from '../languages/text.ts';
import { shownCount, shownDuration, shownShare } from './words.ts';

const numberColumns = () => [
  t('Travellers'),
  t('Referred'),
  t('Share'),
  t('Time, median'),
  t('Device faults'),
  t('Not in service'),
];

/** Compares the lanes over the whole period. */
export function LanesTable({ lanes }: { readonly lanes: readonly LaneFigures[] }) {
  return (
    <section class="panel" aria-labelledby="figure-lanes-title">
      <h3 id="figure-lanes-title">{t('Comparison of lanes')}</h3>
      <Table
        caption={t('Lanes')}
        columns={[t('Lane'), ...numberColumns().map((head) => ({ head, isNumber: true as const }))]}
      >
        {inOrder(lanes).map((lane) => (
          <tr key={lane.kioskId}>
            <th scope="row">{placeWords(lane)}</th>
            <td class="number">{shownCount(lane.travellers)}</td>
            <td class="number">{shownCount(lane.referred)}</td>
            <td class="number">{lane.decided === 0 ? '–' : shownShare(lane.referred / lane.decided)}</td>
            <td class="number">{lane.total === null ? '–' : shownDuration(lane.total)}</td>
            <td class="number">{lane.deviceFaults}</td>
            <td class="number">{t('{count} min', { count: Math.round(lane.idleSeconds / 60) })}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
