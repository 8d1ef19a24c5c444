import type { ComponentType } from 'preact';
import type { SectionId } from '../helps.ts';
import type { Named } from './choose-section.ts';
import type { SectionProps } from './section-props.ts';

/** A part of the console: a chunk of its own, loaded when a person who may see it opens it. */
export interface SectionEntry extends Named {
  /** Each section has help: `helps.ts`. */
  readonly id: SectionId;
  readonly title: string;
  /** The section follows the feed and reports its own link; the others ask the server. */
  readonly hasFeed?: true;
  readonly load: () => Promise<{ readonly Section: ComponentType<SectionProps> }>;
}
