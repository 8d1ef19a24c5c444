import { t, translated } from '../languages/text.ts';
import { ExportPanel } from '../privacy/parts/export-panel.tsx';
import { mayAct } from '../shell/session.ts';
import { Seeds } from './seeds.tsx';
import { YearFile } from './year-file.tsx';

const COMPLIANCE = translated({
  frameworks: 'Legal frameworks',
  controls: 'Certification',
  'sharing-audits': 'Audits of partner agencies',
});
const PROCESSING = translated({
  processing: 'Record of processing',
  assessment: 'Facts for an impact assessment',
  statistics: 'Statistics that may be published',
});

/** Files for an inspection, each with the proof of its making. */
export function Files() {
  return (
    <>
      <YearFile />
      <ExportPanel
        id="compliance-export"
        title={t('Files about compliance')}
        path="/v1/compliance/exports"
        records={COMPLIANCE}
      />
      {mayAct('record.export') && (
        <ExportPanel
          id="processing-export"
          title={t('Files about the processing')}
          path="/v1/privacy/exports"
          records={PROCESSING}
        />
      )}
      {mayAct('seeds.see') && <Seeds />}
    </>
  );
}
