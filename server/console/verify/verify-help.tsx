import { HelpPanel, type HelpPanelProps } from '../help/help-panel.tsx';
import { PageHelp } from '../help/help-text.tsx';
import { HELP } from './help.ts';

/** Help for both pages. */
export function VerifyHelp({ onClose }: Pick<HelpPanelProps, 'onClose'>) {
  return (
    <HelpPanel title={HELP.title()} onClose={onClose}>
      <PageHelp help={HELP} view={undefined} />
    </HelpPanel>
  );
}
