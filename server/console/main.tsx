import './schemas-interpreted.ts';
import { render } from 'preact';
import './design/tokens.css';
import './design/base.css';
import './design/print.css';
import { ThemeControl } from './design/theme/theme-control.tsx';
import { EmergencyButton } from './emergency/emergency-button.tsx';
import { HelpControl } from './help/help-control.tsx';
import { CONSOLE_CATALOGUES } from './languages/console-catalogues.ts';
import { startLanguage } from './languages/language-choice.ts';
import { LanguageSelect } from './languages/language-select.tsx';
import { readBrand } from './shell/brand.ts';
import { keepConditions } from './shell/conditions.ts';
import { keepOffers } from './shell/handover-offers.ts';
import { SetupMark } from './shell/setup-mark.tsx';
import { keepSetup } from './shell/setup.ts';
import { moveClock } from './shell/live.ts';
import { keepAsking, session } from './shell/session.ts';
import { Shell } from './shell/shell.tsx';
import { RestrictionBanner } from './sign-in/restriction-banner.tsx';
import { SECTIONS } from './sections.ts';
import { CourseBanner } from './sign-in/course-banner.tsx';

setInterval(moveClock, 1_000);
keepAsking();
keepConditions();
keepOffers();
keepSetup();
await Promise.all([startLanguage(CONSOLE_CATALOGUES), readBrand()]);

/** Before sign-in the language has its own control. Afterwards it is seldom changed and the sections need the space. */
function DisplayTools() {
  if (session.value.kind === 'signed-in') {
    return (
      <ThemeControl>
        <LanguageSelect />
      </ThemeControl>
    );
  }
  return (
    <>
      <ThemeControl />
      <LanguageSelect />
    </>
  );
}

/** Above every page. */
function Notices() {
  return (
    <>
      <RestrictionBanner />
      <CourseBanner />
    </>
  );
}

const place = document.getElementById('console');
const tools = (
  <>
    <EmergencyButton />
    <SetupMark />
    <HelpControl load={async () => (await import('./console-help.tsx')).ConsoleHelp} />
    <DisplayTools />
  </>
);
if (place !== null) render(<Shell sections={SECTIONS} tools={tools} notices={<Notices />} />, place);
