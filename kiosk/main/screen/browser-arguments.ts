/** The arguments with which the unit `postern-screen` starts Chromium. */

/** @param profile folder of the browser's profile, which is emptied at each start @param page address of the start page */
export function browserArguments(profile: string, page: string): readonly string[] {
  return ['--kiosk', '--ozone-platform=wayland', `--user-data-dir=${profile}`, ...QUIET, ...FOR_TRAVELLERS, page];
}

/** No dialogs, and no connections other than the page's. */
const QUIET = [
  '--no-first-run',
  '--no-default-browser-check',
  '--noerrdialogs',
  '--disable-session-crashed-bubble',
  '--disable-infobars',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-breakpad',
  '--disable-sync',
  '--disable-default-apps',
  '--password-store=basic',
  '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication',
] as const;

/** No zooming and no going back by gestures; the page may speak before a touch. */
const FOR_TRAVELLERS = [
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--autoplay-policy=no-user-gesture-required',
] as const;
