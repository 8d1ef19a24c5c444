import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { ACCESS_TABLE } from '../../platform/access/access-table.ts';
import { ACTS, ROLES, type Role } from '../../platform/access/vocabulary.ts';
import { MeaningList, KeyList } from '../help/help-text.tsx';
import { HELPS, type SectionId } from '../helps.ts';
import type { SectionHelp } from '../help/section-help.ts';
import { t } from '../languages/text.ts';
import { HELP as SHELL_HELP } from '../shell/help.ts';
import { knownSections } from '../shell/navigation.ts';
import type { ManualId } from './manuals.ts';

interface Page {
  readonly id: SectionId;
  readonly help: SectionHelp;
}

/** The help of every section that the manual's role may open. Nothing for a manual that is no role's. */
export function PagesAndWords({ id }: { readonly id: ManualId }) {
  const pages = useSignal<readonly Page[]>([]);
  const role = ROLES.find((one) => one === id);
  const sections = knownSections.value;
  useEffect(() => {
    let isWanted = true;
    if (role === undefined) return undefined;
    const ids = sections
      .filter(({ act }) => act !== null && [act].flat().some((one) => mayRole(role, one)))
      .map((one) => one.id);
    const load = async () => {
      const loaded = await Promise.all(ids.map(async (one) => ({ id: one, help: await HELPS[one]() })));
      if (isWanted) pages.value = loaded;
    };
    // The manual is complete without this part; the help of each page has it as well
    load().catch(() => undefined);
    return () => {
      isWanted = false;
    };
  }, [role, sections]);
  if (role === undefined || pages.value.length === 0) return null;
  return (
    <section class="panel manual-text manual-words">
      <h2>{t('Pages and words')}</h2>
      {pages.value.map(({ id: section, help }) => (
        <SectionPages key={section} help={help} />
      ))}
      <SectionPages help={SHELL_HELP} />
    </section>
  );
}

function SectionPages({ help }: { readonly help: SectionHelp }) {
  const shown = new Set<string>();
  const first = (title: string) => !shown.has(title) && shown.add(title) !== undefined;
  return (
    <section>
      <h3>{help.title()}</h3>
      <p>{help.purpose()}</p>
      {help.meanings.map((one) => (
        <MeaningList key={one.title()} {...one} />
      ))}
      {Object.entries(help.views).map(([view, { title, purpose, meanings }]) => (
        <section key={view}>
          <h3>{title()}</h3>
          <p>{purpose()}</p>
          {meanings
            .filter((one) => first(one.title()))
            .map((one) => (
              <MeaningList key={one.title()} {...one} />
            ))}
        </section>
      ))}
      {help.keys !== undefined && <KeyList keys={help.keys} />}
    </section>
  );
}

function mayRole(role: Role, act: string): boolean {
  const known = ACTS.find((one) => one === act);
  return known !== undefined && ACCESS_TABLE[known].roles[role] !== undefined;
}
