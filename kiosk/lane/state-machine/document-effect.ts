/** Reads and inspects the document, and records the inspection for the statistics. */
import type { LogEvent } from '../../platform/base/events.ts';
import { watchlistsOf } from '../../rules/decision/policy.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { DocumentEvidence } from '../../rules/document/inspect.ts';
import { inspectionRecord } from '../../rules/document/inspection-record.ts';
import { type DocumentStepResult, readDocument } from './document-step.ts';
import type { LaneParts } from './lane-parts.ts';
import type { StepContext } from './step-context.ts';

export interface DocumentEffectHooks {
  /** Called with a document that was read. The receiver takes over its sealed captures. */
  readonly onRead: (result: DocumentStepResult) => void;
  /** Whether the holder of the document that was read can be asked for a token. */
  readonly canAskForToken: (handle: DocumentHandle) => Promise<boolean>;
}

type DocumentParts = Pick<LaneParts, 'clock' | 'log' | 'devices' | 'rules' | 'inspection' | 'stores'>;

export function createDocumentEffect(
  parts: DocumentParts,
  context: StepContext,
  { onRead, canAskForToken }: DocumentEffectHooks,
): () => void {
  const { clock, log, devices, inspection, stores } = parts;
  const { traveller, background, dispatch, begin, show } = context;

  async function awaitsToken(document: DocumentEvidence): Promise<boolean> {
    return document.kind === 'read' && document.handle !== undefined && (await canAskForToken(document.handle));
  }

  /** A record that cannot be stored does not stop the lane. */
  function record(found: DocumentEvidence): void {
    if (parts.rules.retention.limitMs('inspection-records') === 0) return;
    background.run(
      'read-document',
      () => stores.inspections.add(inspectionRecord(found), clock.wallMs()),
      () => undefined,
    );
  }

  return () => {
    const { signal, current, id } = begin();
    background.run(
      'read-document',
      async () => {
        const result = await readDocument({
          transactionId: id,
          documentReader: devices.documentReader,
          vault: stores.vault,
          counts: stores.counts,
          clock,
          basis: inspection.basis(traveller.policy()),
          handles: inspection.handles,
          askWatchlists: (listed) => inspection.watchlists.ask(listed, watchlistsOf(traveller.policy())),
          partners: inspection.partners,
          listCounts: inspection.listCounts,
          terminal: inspection.terminal(),
          onProgress: (seen) => current() && show({ document: seen }),
          signal,
        });
        if (!current()) {
          // The fingers will not be compared, and no officer needs them
          if (result.fingers !== undefined) stores.vault.discard(result.fingers);
          return;
        }
        onRead(result);
        const { document, triesToday, watchlists } = result;
        record(document);
        const asksForToken = await awaitsToken(document);
        if (!current()) return;
        logPortraitFindings(document, log);
        dispatch({
          kind: 'document-examined',
          document,
          awaitsToken: asksForToken,
          ...(triesToday !== undefined && { triesToday }),
          ...(watchlists !== undefined && { watchlists }),
          ...(inspection.areReleasesTooOld() && { releases: 'too-old' }),
        });
      },
      () => current() && dispatch({ kind: 'document-examined', document: { kind: 'device-fault' } }),
    );
  };
}

function logPortraitFindings(document: DocumentEvidence, log: LogEvent): void {
  const findings = document.kind === 'read' ? document.portraitFindings : [];
  if (findings.length > 0) log({ event: 'portrait-record', findings });
}
