import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { FleetView } from '../../lanes/fleet/answers.ts';
import type { LaneView } from '../../records/kiosks/answers.ts';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { now } from '../shell/live.ts';
import { hashOf } from '../shell/route.ts';
import { mayAct } from '../shell/session.ts';
import { CodeForm } from './code-form.tsx';
import { DisableDialog } from './disable-dialog.tsx';
import { KioskRow } from './kiosk-row.tsx';
import { NextKeyForm } from './next-key-form.tsx';
import { OpenCodes } from './open-codes.tsx';
import { type BoardKiosk, boardOf, readinessOf } from './readiness.ts';

/** The kiosks and their readiness, by site and lane; codes for new kiosks; disabling of stolen kiosks. */
export function Fleet() {
  const disabling = useSignal<BoardKiosk | null>(null);
  const hasProposed = useSignal(false);
  return (
    <Loaded<FleetView> path="/v1/fleet/kiosks" away={t('Lanes continue without it.')}>
      {({ kiosks, codes, serverKey }, fleet) => (
        <>
          {serverKey.announced !== null && <NextKey kiosks={kiosks} announced={serverKey.announced} />}
          {serverKey.announced === null && serverKey.isProposed && <ProposedKey isFocused={hasProposed.value} />}
          <Loaded<{ readonly lanes: readonly LaneView[] }> path="/v1/lanes" away={t('Lanes continue without it.')}>
            {({ lanes }) => <Board rows={boardOf(kiosks, lanes)} onDisable={(kiosk) => (disabling.value = kiosk)} />}
          </Loaded>
          {mayAct('fleet.enrol') && <CodeForm onChange={fleet.again} />}
          {codes.length > 0 && <OpenCodes codes={codes} onChange={fleet.again} />}
          {serverKey.announced === null && !serverKey.isProposed && mayAct('server-key.propose') && (
            <NextKeyForm
              inUse={serverKey.inUse}
              onPropose={() => {
                hasProposed.value = true;
                fleet.again();
              }}
            />
          )}
          {disabling.value !== null && (
            <DisableDialog kiosk={disabling.value} onChange={fleet.again} onClose={() => (disabling.value = null)} />
          )}
        </>
      )}
    </Loaded>
  );
}

interface NextKeyProps {
  readonly kiosks: FleetView['kiosks'];
  readonly announced: NonNullable<FleetView['serverKey']['announced']>;
}

/** The change of the server's signing key: how many kiosks have the next key, and the time limit. */
function NextKey({ kiosks, announced: { nextFrom, currentUntil } }: NextKeyProps) {
  const working = kiosks.filter(({ disabledAt }) => disabledAt === null);
  const following = working.filter(({ serverKey }) => serverKey === 'announced').length;
  return (
    <section class="panel" aria-labelledby="next-key-title">
      <h2 id="next-key-title">{t('The server’s next signing key')}</h2>
      <p class="figures">
        {t(
          '{following} of {all} kiosks have it. Change to it at the server between {from} and {until}; after that, kiosks no longer accept the present key.',
          { following, all: working.length, from: dateAndTime(nextFrom), until: dateAndTime(currentUntil) },
        )}
      </p>
    </section>
  );
}

/** `isFocused`: the person has just sent the form, which is replaced by this. */
function ProposedKey({ isFocused }: { readonly isFocused: boolean }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isFocused) title.current?.focus();
  }, []);
  return (
    <section class="panel" aria-labelledby="next-key-title">
      <h2 id="next-key-title" tabIndex={-1} ref={title}>
        {t('The server’s next signing key')}
      </h2>
      <p>
        {t('It is proposed. Another administrator compares it with the key that make-next printed, and approves it.')}
      </p>
      <p>
        <a href={hashOf('decisions')}>{t('Go to Decisions')}</a>
      </p>
    </section>
  );
}

interface BoardProps {
  readonly rows: ReturnType<typeof boardOf>;
  readonly onDisable: (kiosk: BoardKiosk) => void;
}

function Board({ rows, onDisable }: BoardProps) {
  const nowMs = now.value;
  const working = rows.flatMap(({ kiosks }) => kiosks.filter(({ disabledAt }) => disabledAt === null));
  const ready = working.filter((kiosk) => readinessOf(kiosk, nowMs)[0]?.tone === 'good').length;
  return (
    <section class="panel" aria-labelledby="fleet-title">
      <h2 id="fleet-title">{t('Kiosks')}</h2>
      {rows.length === 0 ? (
        <StatePanel kind="empty" title={t('No kiosk is enrolled yet.')}>
          {t('Make a one-time code and type it at the first kiosk.')}
        </StatePanel>
      ) : (
        <p class="figures">{t('{ready} of {all} ready.', { ready, all: working.length })}</p>
      )}
      {rows.map(({ site, kiosks }) => (
        <Table
          key={site}
          caption={t('Kiosks of {site}', { site })}
          shown={<bdi>{site}</bdi>}
          columns={[
            ...[t('Lane'), t('State'), t('Last heard'), t('Certificate'), t('Enrolled')],
            ...(mayAct('fleet.disable') ? [t('Actions')] : []),
          ]}
        >
          {kiosks.map((kiosk) => (
            <KioskRow key={kiosk.kioskId} kiosk={kiosk} nowMs={nowMs} onDisable={() => onDisable(kiosk)} />
          ))}
        </Table>
      ))}
    </section>
  );
}
