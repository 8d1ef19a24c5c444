import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../design/button.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { HelpPlace } from '../help/help-place.tsx';
import { t } from '../languages/text.ts';
import { brandName } from './brand.ts';
import { chooseSection, type Choice } from './choose-section.ts';
import { ConditionStrip } from './condition-strip.tsx';
import { HandoverBanner } from './handover-banner.tsx';
import { Header } from './header.tsx';
import { LazySection } from './lazy-section.tsx';
import { LinkBanner } from './link-banner.tsx';
import { announcement, changeLink, link } from './live.ts';
import { knownSections, route, shownSection } from './navigation.ts';
import { hashOf } from './route.ts';
import { PrintHead } from './print-head.tsx';
import type { SectionEntry } from './section-entry.ts';
import { mayAct, refreshSession, session } from './session.ts';
import './shell.css';

export interface ShellProps {
  readonly sections: readonly SectionEntry[];
  /** Controls that the header shows on every page. */
  readonly tools: ComponentChildren;
  /** Sentences to the person above every page. */
  readonly notices: ComponentChildren;
}

/** The frame of every console: banners, menu, and the section that the address names. */
export function Shell({ sections, tools, notices }: ShellProps) {
  const { section, path } = route.value;
  const choice = chooseSection(sections, session.value, section, mayAct);
  const current = choice.kind === 'section' ? choice.entry : undefined;
  const main = useRef<HTMLElement>(null);
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    knownSections.value = sections;
    shownSection.value = current?.id;
    document.title = current === undefined ? brandName() : `${current.title} – ${brandName()}`;
    // After a change of section the focus goes to its top. A page that was just opened keeps its focus.
    if (before.current !== undefined && current !== undefined && before.current !== current.id) main.current?.focus();
    before.current = current?.id ?? before.current;
  }, [current, current?.title, brandName()]);
  const isHeard = session.value.kind === 'signed-in' && choice.kind !== 'asking' && current?.hasFeed !== true;
  useEffect(() => {
    if (isHeard && link.peek().state === 'connecting') changeLink('caught-up');
  }, [isHeard]);
  return (
    <>
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t('Skip to content')}
      </a>
      <Header sections={sections} current={current?.id} tools={tools} />
      <LinkBanner />
      <ConditionStrip />
      {notices}
      <HandoverBanner />
      <main class="main" id="content" ref={main} tabIndex={-1}>
        <PrintHead title={current?.title ?? ''} />
        <Content choice={choice} path={path} />
      </main>
      <HelpPlace />
      <p class="unseen" aria-live="polite">
        {announcement.value}
      </p>
    </>
  );
}

function Content({ choice, path }: { readonly choice: Choice<SectionEntry>; readonly path: readonly string[] }) {
  switch (choice.kind) {
    case 'section':
      return <LazySection key={choice.entry.id} entry={choice.entry} path={path} />;
    case 'asking':
      return <StatePanel kind="loading" title={t('Reading your session…')} />;
    case 'signed-out':
      return (
        <StatePanel kind="denied" title={t('You are not signed in.')} action={<TryAgain />}>
          {t('Sign in to continue.')}
        </StatePanel>
      );
    case 'unreachable':
      return (
        <StatePanel kind="offline" title={t('The server does not answer.')} action={<TryAgain />}>
          {t('Lanes continue without it. This page tries again by itself.')}
        </StatePanel>
      );
    case 'denied':
      return (
        <StatePanel
          kind="denied"
          title={t('“{title}” is not part of your duty.', { title: choice.entry.title })}
          action={<Home />}
        >
          {t('If it should be, ask the administrator who assigns duties.')}
        </StatePanel>
      );
    case 'no-duty':
      return (
        <StatePanel
          kind="denied"
          title={t('You have no duty now.')}
          action={
            <>
              <TryAgain /> <a href={hashOf('training')}>{t('Go to your training')}</a>
            </>
          }
        >
          {t('It may have ended, or your training has lapsed. Ask the administrator who assigns duties.')}
        </StatePanel>
      );
    case 'unknown':
      return (
        <StatePanel kind="empty" title={t('There is nothing at this address.')} action={<Home />}>
          {t('The link may be from an older version.')}
        </StatePanel>
      );
  }
}

function TryAgain() {
  return <Button label={t('Try again')} onPress={() => void refreshSession()} />;
}

function Home() {
  return <a href={hashOf('')}>{t('Go to your start page')}</a>;
}
