import { ThemeControl } from '../design/theme/theme-control.tsx';
import { HelpControl } from '../help/help-control.tsx';
import { LanguageSelect } from '../languages/language-select.tsx';
import { BrandName } from '../shell/brand-name.tsx';
import { isRehearsal } from '../shell/brand.ts';
import { RehearsalBanner } from '../shell/rehearsal-banner.tsx';

/** The agency's name and the controls at the top of both pages. */
export function PageTools() {
  return (
    <>
      {isRehearsal.value && <RehearsalBanner />}
      <div class="verify-tools">
        <BrandName />
        <HelpControl load={async () => (await import('./verify-help.tsx')).VerifyHelp} />
        <ThemeControl />
        <LanguageSelect />
      </div>
    </>
  );
}
