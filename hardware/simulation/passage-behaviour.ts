/** What the person does once the gate is open. */
export type PassageBehaviour = 'passes' | 'turns-back' | 'tailgated' | 'stays-outside' | 'stands-in-the-way';
