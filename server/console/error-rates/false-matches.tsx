import type { FalseMatches } from '../../oversight/observatory/publication/error-rate-report.ts';
import { formatNumber } from '../languages/format.ts';
import { t } from '../languages/text.ts';
import { TableFrame } from '../records/table-frame.tsx';
import { placeOf } from './place-of.ts';
import { percentOf } from './rate-of.ts';

/** How often gates match an impostor, by seeded tests; states when there were no tests. */
export function FalseMatchBounds({ found }: { readonly found: FalseMatches | undefined }) {
  return (
    <section class="rates-groups" aria-labelledby="false-matches-title">
      <h3 id="false-matches-title">{t('Impostors who were matched')}</h3>
      {found === undefined ? (
        <p>
          {t(
            'No seeded test was made in this time. Ordinary travellers do not show how often a gate matches an impostor, so the rate is not known.',
          )}
        </p>
      ) : (
        <>
          <p>
            {t(
              'In seeded tests staff held the document of another person who had agreed to it. With a confidence of 95 % the rate is below the bound. Each pair of a person and a document counts once.',
            )}
          </p>
          <TableFrame label={t('Impostors who were matched')}>
            <Cells cells={found.cells} />
          </TableFrame>
          <p class="quiet">
            {t('Two people signed the tests: document {number}, SHA-256 {digest}.', {
              number: String(found.document.number),
              digest: found.document.digest.slice(0, 16),
            })}
          </p>
        </>
      )}
    </section>
  );
}

function Cells({ cells }: Pick<FalseMatches, 'cells'>) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('Where')}</th>
          <th scope="col">{t('Compared')}</th>
          <th scope="col">{t('Tests')}</th>
          <th scope="col">{t('Pairs')}</th>
          <th scope="col">{t('Matched')}</th>
          <th scope="col">{t('Rate below')}</th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={`${cell.dimension} ${cell.value} ${cell.modality}`}>
            <th scope="row">{placeOf(cell)}</th>
            <td>{cell.modality === 'face' ? t('Face') : t('Finger')}</td>
            <td>{formatNumber(cell.tests)}</td>
            <td>{formatNumber(cell.pairs)}</td>
            <td>{formatNumber(cell.matched)}</td>
            <td>{percentOf(cell.bound)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
