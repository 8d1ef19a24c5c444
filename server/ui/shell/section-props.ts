/** What a section is given; apart from the list of sections, which loads them. */
export interface SectionProps {
  /** The address behind the section's own name. */
  readonly path: readonly string[];
}
