import { useSignal } from '@preact/signals';
import type { SiteList, SiteView } from '../../records/sites/answers.ts';
import { Badge } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { t } from '../languages/text.ts';
import { Loaded } from '../records/loaded.tsx';
import { Table } from '../records/table.tsx';
import { announce } from '../shell/live.ts';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { LaneForm } from './lane-form.tsx';
import { placeTrouble } from './place-words.ts';
import { SiteForm } from './site-form.tsx';

type Lane = SiteView['lanes'][number];

/** The site or lane that the open dialog changes. */
type Change =
  | { readonly kind: 'site'; readonly site: SiteView }
  | { readonly kind: 'lane'; readonly site: SiteView; readonly lane?: Lane };

/** Sites and their lanes, by name. Duties and codes name one of them. */
export function Sites() {
  const change = useSignal<Change | null>(null);
  const words = useSignal('');
  return (
    <Loaded<SiteList> path="/v1/sites" away={t('Lanes continue without it.')}>
      {({ sites }, asked) => {
        const done = (said: string) => {
          words.value = said;
          announce(said);
          change.value = null;
          asked.again();
        };
        const remove = async (path: string, said: string) => {
          const answer = await askProved('DELETE', path);
          done(answer.kind === 'answered' ? said : placeTrouble(answer).words);
        };
        return (
          <>
            {mayAct('sites.change') && (
              <section class="panel" aria-labelledby="new-site-title">
                <h2 id="new-site-title">{t('Name a site')}</h2>
                <p class="quiet">
                  {t(
                    'A site is a place with lanes, for example a terminal. Duties are given for sites, and each kiosk stands at a lane of one.',
                  )}
                </p>
                <SiteForm onDone={done} />
              </section>
            )}
            <p role="status">{words.value}</p>
            {sites.length === 0 && <StatePanel kind="empty" title={t('No site is named yet.')} />}
            {sites.map((site) => (
              <Site
                key={site.id}
                site={site}
                onChange={(wanted) => (change.value = wanted)}
                onRemove={() => void remove(`/v1/sites/${site.id}`, t('{name} is removed.', { name: site.name }))}
                onRemoveLane={({ number, name }) =>
                  void remove(`/v1/sites/${site.id}/lanes/${number}`, t('{name} is removed.', { name }))
                }
              />
            ))}
            {change.value !== null && (
              <ChangeDialog change={change.value} onDone={done} onClose={() => (change.value = null)} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

interface SiteProps {
  readonly site: SiteView;
  readonly onChange: (change: Change) => void;
  readonly onRemove: () => void;
  readonly onRemoveLane: (lane: Lane) => void;
}

function Site({ site, onChange, onRemove, onRemoveLane }: SiteProps) {
  const { id, name, isNamed, timeZone, place, lanes } = site;
  const isTheirs = mayAct('sites.change');
  const title = `site-${id}`;
  return (
    <section class="panel" aria-labelledby={title}>
      <div class="panel-head">
        <h2 id={title}>
          <bdi>{name}</bdi>
        </h2>
        {!isNamed && <Badge tone="caution" icon="warning" word={t('Not named yet')} />}
      </div>
      <p class="quiet">
        <span class="digest">{id}</span>
        {` · ${timeZone}`}
        {place !== '' && (
          <>
            {' · '}
            <bdi>{place}</bdi>
          </>
        )}
      </p>
      {lanes.length === 0 ? (
        <p class="empty">{t('It has no lanes yet.')}</p>
      ) : (
        <Table
          caption={t('Lanes of {site}', { site: name })}
          columns={[t('Number'), t('Name'), t('Kiosk'), t('Position (m)'), ...(isTheirs ? [t('Actions')] : [])]}
        >
          {lanes.map((lane) => (
            <tr key={lane.number}>
              <th scope="row" class="digest">
                {lane.number}
              </th>
              <td>
                <bdi>{lane.name}</bdi>
              </td>
              <td class="digest">{lane.kioskId ?? <span class="quiet">{t('none')}</span>}</td>
              <td class="figures">{lane.position === null ? '–' : `${lane.position.x}, ${lane.position.y}`}</td>
              {isTheirs && (
                <td>
                  <button type="button" class="row-button" onClick={() => onChange({ kind: 'lane', site, lane })}>
                    {t('Change')}
                    <span class="unseen"> {t('lane {lane}', { lane: lane.number })}</span>
                  </button>{' '}
                  {lane.kioskId === null && (
                    <button type="button" class="row-button" onClick={() => onRemoveLane(lane)}>
                      {t('Remove')}
                      <span class="unseen"> {t('lane {lane}', { lane: lane.number })}</span>
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </Table>
      )}
      {isTheirs && (
        <div class="choices" role="group" aria-label={name}>
          <Button label={t('Add a lane')} onPress={() => onChange({ kind: 'lane', site })} />
          <Button label={t('Change the site')} onPress={() => onChange({ kind: 'site', site })} />
          {lanes.every(({ kioskId }) => kioskId === null) && <Button label={t('Remove the site')} onPress={onRemove} />}
        </div>
      )}
    </section>
  );
}

interface ChangeDialogProps {
  readonly change: Change;
  readonly onDone: (words: string) => void;
  readonly onClose: () => void;
}

function ChangeDialog({ change, onDone, onClose }: ChangeDialogProps) {
  const { kind, site } = change;
  const title =
    kind === 'site'
      ? t('Change {name}', { name: site.name })
      : change.lane === undefined
        ? t('Add a lane to {site}', { site: site.name })
        : t('Change lane {lane} of {site}', { lane: change.lane.number, site: site.name });
  return (
    <Dialog title={title} onClose={onClose}>
      {kind === 'site' ? (
        <SiteForm site={site} onDone={onDone} />
      ) : (
        <LaneForm site={site} onDone={onDone} {...(change.lane !== undefined && { lane: change.lane })} />
      )}
      <Button label={t('Cancel')} onPress={onClose} />
    </Dialog>
  );
}
