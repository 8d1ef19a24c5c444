import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { StatePanel } from './design/state-panel.tsx';
import { t } from './languages/text.ts';
import { shownSection, shownView } from './shell/navigation.ts';
import { HELP as SHELL_HELP } from './shell/help.ts';
import { HelpPanel, type HelpPanelProps } from './help/help-panel.tsx';
import { MeaningList, PageHelp } from './help/help-text.tsx';
import { HELPS, type SectionId } from './helps.ts';
import { ManualLinks } from './manual/manual-links.tsx';
import type { SectionHelp } from './help/section-help.ts';

interface Loaded {
  readonly id: SectionId;
  readonly help: SectionHelp;
}

/** Help for the section and view that the console shows. It follows when the reader goes to another one. */
export function ConsoleHelp({ onClose }: Pick<HelpPanelProps, 'onClose'>) {
  const loaded = useSignal<Loaded | null>(null);
  const hasFailed = useSignal(false);
  const id = shownSection.value;
  useEffect(() => {
    let isWanted = true;
    loaded.value = null;
    hasFailed.value = false;
    if (!isSectionId(id)) return undefined;
    HELPS[id]().then(
      (help) => {
        if (isWanted) loaded.value = { id, help };
      },
      () => {
        if (isWanted) hasFailed.value = true;
      },
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  const help = loaded.value?.help;
  const view = help === undefined ? undefined : viewOf(help);
  return (
    <HelpPanel
      title={help === undefined ? document.title : (help.views[view ?? '']?.title() ?? help.title())}
      onClose={onClose}
    >
      {hasFailed.value && <StatePanel kind="error" title={t('The help could not be loaded. Reload the page.')} />}
      {help !== undefined && <PageHelp help={help} view={view} />}
      <h3>{t('The top of each page')}</h3>
      <p>{SHELL_HELP.purpose()}</p>
      {SHELL_HELP.meanings.map((one) => (
        <MeaningList key={one.title()} {...one} />
      ))}
      <ManualLinks />
    </HelpPanel>
  );
}

/** The address names no view when the section shows its first one. */
function viewOf({ views }: SectionHelp): string | undefined {
  const view = shownView.value;
  return view !== undefined && Object.hasOwn(views, view) ? view : Object.keys(views)[0];
}

function isSectionId(id: string | undefined): id is SectionId {
  return id !== undefined && Object.hasOwn(HELPS, id);
}
