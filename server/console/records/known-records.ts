/** The records that forms pick from: sites, kiosks at lanes, people. */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PeopleList } from '../../people/people/answers/people.ts';
import type { SiteList, SiteView } from '../../records/sites/answers.ts';
import type { Known } from '../design/known.ts';
import { t } from '../languages/text.ts';
import { ask } from './ask.ts';

/** `undefined` before the first answer. A failed answer keeps the last one. */
function useRecords<T>(path: string): Signal<T | undefined> {
  const records = useSignal<T | undefined>(undefined);
  useEffect(() => {
    let isWanted = true;
    const read = async (by: RequestInit = {}) => {
      const answer = await ask<T>(path, by);
      if (isWanted && answer.kind === 'ok') records.value = answer.value;
    };
    void read();
    // Another administrator may name a site while the form is open
    const readAgain = () => {
      if (!document.hidden) void read(BY_PAGE);
    };
    const timer = setInterval(readAgain, READ_AGAIN_MS);
    document.addEventListener('visibilitychange', readAgain);
    return () => {
      isWanted = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', readAgain);
    };
  }, [path]);
  return records;
}

const READ_AGAIN_MS = 10_000;
/** A question that the page asks by itself keeps no session from ending. */
const BY_PAGE = { headers: { 'postern-background': '1' } };

export function useSites(): readonly SiteView[] {
  return useRecords<SiteList>('/v1/sites').value?.sites ?? [];
}

export function usePeople(): readonly Known[] {
  const list = useRecords<PeopleList>('/v1/people').value?.people ?? [];
  return list
    .filter(({ state }) => state !== 'disabled')
    .map(({ id, displayName, state }) => ({
      id,
      name: displayName,
      ...(state !== 'active' && { detail: t('cannot sign in yet') }),
    }));
}

export function knownSites(sites: readonly SiteView[]): readonly Known[] {
  return sites.map(({ id, name, place }) => ({ id, name, ...(place !== '' && { detail: place }) }));
}

/** The kiosks in service at the lanes of these sites. */
export function knownKiosks(sites: readonly SiteView[], at: 'all' | readonly string[]): readonly Known[] {
  return sites
    .filter(({ id }) => at === 'all' || at.includes(id))
    .flatMap((site) =>
      site.lanes.flatMap(({ name, kioskId }) =>
        kioskId === null ? [] : [{ id: kioskId, name: t('{site}, {lane}', { site: site.name, lane: name }) }],
      ),
    );
}

export function knownLanes(site: SiteView | undefined): readonly Known[] {
  return (site?.lanes ?? []).map(({ number, name, kioskId }) => ({
    id: number,
    name,
    detail: kioskId === null ? t('no kiosk yet') : t('kiosk {kiosk}', { kiosk: kioskId }),
  }));
}

/** Names of the IANA database that this browser supports. */
export function knownTimeZones(): readonly Known[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((id) => ({ id, name: id }));
}
