import { useSignal } from '@preact/signals';
import type { AlertsView } from '../../oversight/alerts/answers.ts';
import { Banner } from '../design/banner.tsx';
import { Choice } from '../design/choice.tsx';
import { plural, t, translated } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { ALARM_WORDS } from '../words.ts';
import { Channels } from './channels.tsx';
import { Log } from './log.tsx';
import { Routes } from './routes.tsx';
import { Siem } from './siem.tsx';
import { Silences } from './silences.tsx';
import './alerts.css';

const PARTS = ['channels', 'routes', 'silences', 'log', 'siem'] as const;
type Part = (typeof PARTS)[number];

const PART_WORDS: { readonly [One in Part]: string } = translated({
  channels: 'Channels',
  routes: 'Routes',
  silences: 'Silences',
  log: 'Log of deliveries',
  siem: 'Findings to a SIEM',
});

const SHOWN_KINDS = 3;

/** Where alarms leave the server: channels, routes, silences, and the log. Two administrators decide about channels and routes. */
export function Alerts() {
  const part = useSignal<Part>('channels');
  return (
    <>
      <Choice
        title={t('Show')}
        className="alerts-parts"
        options={PARTS}
        words={PART_WORDS}
        chosen={part.value}
        onChoose={(chosen) => (part.value = chosen)}
      />
      {part.value === 'log' && <Log />}
      {part.value === 'siem' && <Siem />}
      {part.value !== 'log' && part.value !== 'siem' && (
        <Loaded<AlertsView> path="/v1/alerts" away={t('Alerts are sent without this page.')}>
          {(alerts, asked) => (
            <>
              <Uncovered alerts={alerts} />
              {part.value === 'channels' && <Channels alerts={alerts} onChange={asked.again} />}
              {part.value === 'routes' && <Routes alerts={alerts} />}
              {part.value === 'silences' && <Silences alerts={alerts} onChange={asked.again} />}
            </>
          )}
        </Loaded>
      )}
    </>
  );
}

/** Urgent alarms that reach no one outside the console. */
function Uncovered({ alerts: { uncovered } }: { readonly alerts: AlertsView }) {
  if (uncovered.length === 0) return null;
  const named = uncovered
    .slice(0, SHOWN_KINDS)
    .map((kind) => ALARM_WORDS[kind])
    .join('; ');
  return (
    <Banner tone="caution" icon="warning">
      {plural(
        uncovered.length,
        'One urgent kind of alarm has no route: {named}.',
        '{count} urgent kinds of alarms have no route, for example: {named}.',
        { named },
      )}
    </Banner>
  );
}
