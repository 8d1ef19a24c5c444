import { useSignal } from '@preact/signals';
import type { ChannelView, RouteView } from '../../oversight/alerts/answers.ts';
import { ALARM_SEVERITIES } from '../../oversight/alerts/severities.ts';
import { ALARM_KINDS } from '../../platform/base/alarm-kinds.ts';
import { propose } from '../decisions/send.ts';
import { Choice } from '../design/choice.tsx';
import { Combobox, PickMany } from '../design/combobox.tsx';
import { t, translated } from '../languages/text.ts';
import { knownSites, useSites } from '../records/known-records.ts';
import { Field } from '../design/field.tsx';
import { Form } from '../sign-in/form.tsx';
import { ALARM_WORDS } from '../words.ts';
import { SEVERITY_WORDS } from '../words-of-alerts.ts';

const SCOPES = ['now', 'now-and-today', 'all', 'kinds'] as const;
type Scope = (typeof SCOPES)[number];

const SCOPE_WORDS: { readonly [One in Scope]: string } = translated({
  now: 'Urgent alarms only',
  'now-and-today': 'Alarms for now and for today',
  all: 'All alarms',
  kinds: 'Chosen kinds',
});

const SEVERITIES = { now: ['now'], 'now-and-today': ['now', 'today'], all: ['now', 'today', 'watch'] } as const;

const ENDS = ['yes', 'no'] as const;
const END_WORDS: { readonly [One in (typeof ENDS)[number]]: string } = translated({
  yes: 'When they begin and when they are over',
  no: 'When they begin',
});

export interface RouteFormProps {
  /** The route to change; absent: a new one. */
  readonly route?: RouteView;
  readonly channels: readonly ChannelView[];
  readonly onDone: (words: string) => void;
}

/** Proposes a route, or a change of one. */
export function RouteForm({ route, channels, onDone }: RouteFormProps) {
  const sites = useSites();
  const name = useSignal(route?.name ?? '');
  const channel = useSignal(route === undefined ? '' : String(route.channel));
  const scope = useSignal<Scope>(scopeOf(route?.takes));
  const kinds = useSignal<readonly string[]>(route?.takes.by === 'kind' ? route.takes.kinds : []);
  const places = useSignal<'all' | readonly string[]>(route?.sites ?? 'all');
  const sendsOver = useSignal<(typeof ENDS)[number]>(route?.sendsOver === false ? 'no' : 'yes');
  return (
    <Form
      send={t('Propose')}
      sending={t('Proposing…')}
      onSend={async () => {
        const takes =
          scope.value === 'kinds'
            ? { by: 'kind', kinds: kinds.value }
            : { by: 'severity', severities: SEVERITIES[scope.value] };
        if (scope.value === 'kinds' && kinds.value.length === 0)
          return { words: t('Choose a kind of alarm.'), waitS: null };
        if (places.value.length === 0) return { words: t('Choose a site, or all.'), waitS: null };
        const outcome = await propose('alert-route', {
          replaces: route?.number ?? null,
          name: name.value,
          channel: Number(channel.value),
          takes,
          sites: places.value,
          sendsOver: sendsOver.value === 'yes',
        });
        if (!outcome.isDone) return { words: outcome.words, waitS: null };
        onDone(outcome.words);
        return undefined;
      }}
    >
      <Field label={t('Name of the route')} value={name} hint={t('For example: Night, north')} maxLength={40} />
      <Combobox
        label={t('Channel ## of alerts')}
        known={channels.map(({ number, name: shown }) => ({ id: String(number), name: shown }))}
        chosen={channel.value}
        onChoose={(id) => (channel.value = id)}
      />
      <Choice
        title={t('Alarms')}
        options={SCOPES}
        words={SCOPE_WORDS}
        chosen={scope.value}
        onChoose={(chosen) => (scope.value = chosen)}
      />
      {scope.value === 'kinds' && (
        <PickMany
          label={t('Kinds of alarms')}
          known={ALARM_KINDS.map((kind) => ({
            id: kind,
            name: ALARM_WORDS[kind],
            detail: SEVERITY_WORDS[ALARM_SEVERITIES[kind]],
          }))}
          chosen={kinds.value}
          onChange={(chosen) => (kinds.value = chosen === 'all' ? [...ALARM_KINDS] : chosen)}
        />
      )}
      <PickMany
        label={t('Sites')}
        known={knownSites(sites)}
        chosen={places.value}
        onChange={(chosen) => (places.value = chosen)}
        all={t('All sites, and the server itself')}
      />
      <Choice
        title={t('Sent')}
        options={ENDS}
        words={END_WORDS}
        chosen={sendsOver.value}
        onChoose={(chosen) => (sendsOver.value = chosen)}
      />
    </Form>
  );
}

function scopeOf(takes: RouteView['takes'] | undefined): Scope {
  if (takes === undefined) return 'now-and-today';
  if (takes.by === 'kind') return 'kinds';
  const said = [...takes.severities].sort().join();
  return (['now', 'now-and-today', 'all'] as const).find((one) => [...SEVERITIES[one]].sort().join() === said) ?? 'all';
}
