import type { ShippingAnswer } from '../../oversight/detection/shipping/shipping-routes.ts';
import { Badge } from '../design/badge.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { rich, t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { resultWords } from '../words-of-alerts.ts';

/** How findings reach the SIEM. The configuration of the server decides where. */
export function Siem() {
  return (
    <Loaded<ShippingAnswer> path="/v1/shipping" away={t('Findings are sent without this page.')}>
      {({ shipping }) => (
        <section class="panel" aria-labelledby="siem-title">
          <h2 id="siem-title">{t('Findings to a SIEM')}</h2>
          {shipping === null ? (
            <StatePanel kind="empty" title={t('The configuration of the server names no receiver.')}>
              {rich('Findings stay in the console. The variable {variable} sends them to a receiver as well.', {
                variable: <span class="digest">POSTERN_SERVER_SIEM_URL</span>,
              })}
            </StatePanel>
          ) : (
            <Facts shipping={shipping} />
          )}
        </section>
      )}
    </Loaded>
  );
}

function Facts({ shipping }: { readonly shipping: NonNullable<ShippingAnswer['shipping']> }) {
  const { kind, place, format, withEvents, shipped, currentAt, lastAt, lastResult, failures } = shipping;
  const facts: readonly (readonly [string, string])[] = [
    [t('Receiver'), `${kind === 'syslog' ? t('Syslog over TLS') : 'HTTPS'}: ${place}`],
    [t('Format'), format.toUpperCase()],
    [t('Sends'), withEvents ? t('findings and events') : t('findings')],
    [t('Accepted'), String(shipped)],
    [
      failures === 0 ? t('Nothing was left to send') : t('Findings wait since'),
      currentAt === null ? t('not yet ## sent to a receiver') : dateAndTime(currentAt),
    ],
    [t('Last attempt'), lastAt === null ? t('none ## attempt') : dateAndTime(lastAt)],
    ...(failures === 0 ? [] : [[t('Failed attempts since the last success'), String(failures)] as const]),
  ];
  return (
    <>
      <p>
        {lastAt === null ? (
          <Badge tone="plain" icon="wait" word={t('Has sent nothing yet')} />
        ) : failures === 0 ? (
          <Badge tone="good" icon="tick" word={t('Works')} />
        ) : (
          <Badge tone="bad" icon="warning" word={lastResult === null ? t('Fails') : resultWords(lastResult, null)} />
        )}
      </p>
      <dl class="siem-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
