import { useSignal } from '@preact/signals';
import type { ApprovedSoftwareView, LaneStart, StartsView } from '../../lanes/attestation/answers.ts';
import { propose, PROPOSED } from '../decisions/send.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { StartDialog } from './start-dialog.tsx';
import { releaseBadge, startBadge } from './start-words.ts';

const POLICY_WORDS: { readonly [Policy in StartsView['policy']]: string } = translated({
  off: 'The server does not ask lanes how they were started. The releases below are the lanes’ own statements.',
  report: 'Lanes prove with their TPMs how they were started. The server accepts messages of every lane.',
  required:
    'Lanes prove with their TPMs how they were started. The server accepts messages only of lanes with an approved start.',
});

/** Which lanes were started how and run which files, and what two administrators approved. */
export function LaneSoftware() {
  return (
    <Loaded<StartsView> path="/v1/fleet/starts" away={t('Lanes continue without it.')}>
      {(view) => (
        <>
          <Lanes {...view} />
          <Approved approved={view.approved} />
          {mayAct('lane-software.propose') && <ReleaseForm />}
        </>
      )}
    </Loaded>
  );
}

function Lanes({ lanes, policy }: StartsView) {
  const proposing = useSignal<LaneStart | null>(null);
  const mayPropose = mayAct('lane-software.propose');
  return (
    <section class="panel" aria-labelledby="starts-title">
      <h2 id="starts-title">{t('Software of lanes')}</h2>
      <p class="quiet">{POLICY_WORDS[policy]}</p>
      {lanes.length === 0 ? (
        <StatePanel kind="empty" title={t('No kiosk is enrolled yet.')} />
      ) : (
        <Table
          caption={t('Starts and releases of lanes')}
          columns={[
            ...[t('Lane'), t('Start'), t('Release'), t('Maker of the TPM'), t('Proved')],
            ...(mayPropose ? [t('Actions')] : []),
          ]}
        >
          {lanes.map((lane) => (
            <LaneRow
              key={lane.kioskId}
              lane={lane}
              onPropose={mayPropose ? () => (proposing.value = lane) : undefined}
            />
          ))}
        </Table>
      )}
      {proposing.value !== null && <StartDialog lane={proposing.value} onClose={() => (proposing.value = null)} />}
    </section>
  );
}

interface LaneRowProps {
  readonly lane: LaneStart;
  readonly onPropose: (() => void) | undefined;
}

function LaneRow({ lane, onPropose }: LaneRowProps) {
  const { quote, release, manufacturer } = lane;
  return (
    <tr>
      <th scope="row">
        <bdi>{t('{site}, lane {lane}', { site: lane.site, lane: lane.lane })}</bdi>
        <span class="kiosk-name digest">{lane.kioskId}</span>
      </th>
      <td>
        <Badge {...startBadge(lane)} />
        {quote !== null && quote.differing.length > 0 && (
          <span class="kiosk-name">{t('Registers that differ: {list}', { list: quote.differing.join(', ') })}</span>
        )}
      </td>
      <td>
        <Badge {...releaseBadge(lane)} />
        {release !== null && <span class="kiosk-name digest">{release}</span>}
      </td>
      <td>{manufacturer ?? t('none')}</td>
      <td class="figures">{quote === null ? t('never') : dateAndTime(quote.at)}</td>
      {onPropose !== undefined && (
        <td>
          {quote !== null && quote.start === null && (
            <button type="button" class="row-button" onClick={onPropose}>
              {t('Propose this start')}
            </button>
          )}
        </td>
      )}
    </tr>
  );
}

function Approved({ approved }: { readonly approved: readonly ApprovedSoftwareView[] }) {
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="approved-software-title">
      <h2 id="approved-software-title">{t('Approved starts and releases')}</h2>
      <p role="status">{words.value}</p>
      {approved.length === 0 ? (
        <StatePanel kind="empty" title={t('No start and no release is approved yet.')} />
      ) : (
        <Table
          caption={t('Approvals of starts and releases')}
          columns={[t('Name'), t('Kind'), t('Content'), t('By'), t('State')]}
        >
          {approved.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td>{one.kind === 'start' ? t('Start') : t('Release')}</td>
              <td class="digest">{one.digest ?? (one.registers ?? []).map(({ register }) => register).join(', ')}</td>
              <td>
                {t('{proposer} and {approver}', { proposer: one.proposedBy, approver: one.approvedBy })}
                <span class="kiosk-name figures">{dateAndTime(one.approvedAt)}</span>
              </td>
              <td>
                {one.withdrawnAt !== null && t('withdrawn {date}', { date: dateAndTime(one.withdrawnAt) })}
                {one.withdrawnAt === null && !mayAct('lane-software.propose') && t('in force')}
                {one.withdrawnAt === null && mayAct('lane-software.propose') && (
                  <button
                    type="button"
                    class="row-button"
                    aria-label={t('Propose to withdraw {name}', { name: one.name })}
                    onClick={() => {
                      void propose('lane-software', { change: 'withdraw', id: one.id }).then((outcome) => {
                        words.value = outcome.words;
                      });
                    }}
                  >
                    {t('Propose to withdraw')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}

function ReleaseForm() {
  const name = useSignal('');
  const digest = useSignal('');
  const words = useSignal('');
  return (
    <section class="panel" aria-labelledby="release-title">
      <h2 id="release-title">{t('Propose a release')}</h2>
      <p class="quiet">
        {t(
          'The digest is the one that “npm run package” prints as the release of the lane’s package. Compute it again from the package before you enter it.',
        )}
      </p>
      <Form
        send={t('Propose')}
        sending={t('Proposing…')}
        onSend={async () => {
          const software = { kind: 'release', name: name.value.trim(), digest: digest.value.trim().toLowerCase() };
          if (!/^[0-9a-f]{64}$/.test(software.digest)) {
            return { words: t('A digest has 64 of the digits 0 to 9 and a to f.'), waitS: null };
          }
          const proposed = await propose('lane-software', { change: 'approve', software });
          if (!proposed.isDone) return { words: proposed.words, waitS: null };
          [name.value, digest.value, words.value] = ['', '', PROPOSED()];
          return undefined;
        }}
      >
        <Field
          label={t('Name of the release')}
          value={name}
          hint={t('Small letters, digits, dots and hyphens: 2026.11.')}
          maxLength={40}
          isExact
        />
        <Field label={t('Digest')} value={digest} maxLength={64} isExact />
      </Form>
      <p role="status">{words.value}</p>
    </section>
  );
}
