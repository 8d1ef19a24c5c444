import type { LaneFigures } from '../../figures/answers.ts';
import { Table } from '../records/table.tsx';
import { inOrder, placeWords } from '../lane-place.ts';
import { shownCount, shownDuration, shownShare } from './words.ts';

const NUMBER_COLUMNS = ['Travellers', 'Referred', 'Share', 'Time, median', 'Device faults', 'Not in service'];

/** Compares the lanes over the whole period. */
export function LanesTable({ lanes }: { readonly lanes: readonly LaneFigures[] }) {
  return (
    <section class="panel" aria-labelledby="figure-lanes-title">
      <h3 id="figure-lanes-title">Comparison of lanes</h3>
      <Table caption="Lanes" columns={['Lane', ...NUMBER_COLUMNS.map((head) => ({ head, isNumber: true as const }))]}>
        {inOrder(lanes).map((lane) => (
          <tr key={lane.kioskId}>
            <th scope="row">{placeWords(lane)}</th>
            <td class="number">{shownCount(lane.travellers)}</td>
            <td class="number">{shownCount(lane.referred)}</td>
            <td class="number">{lane.decided === 0 ? '–' : shownShare(lane.referred / lane.decided)}</td>
            <td class="number">{lane.total === null ? '–' : shownDuration(lane.total)}</td>
            <td class="number">{lane.deviceFaults}</td>
            <td class="number">{Math.round(lane.idleSeconds / 60)} min</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
