/** The properties of a section. In a file of its own, because the list of sections loads the sections. */
export interface SectionProps {
  /** The address behind the section's own name. */
  readonly path: readonly string[];
}
