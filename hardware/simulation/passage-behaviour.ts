/** Behaviour of the person once the gate is open. */
export type PassageBehaviour = 'passes' | 'turns-back' | 'tailgated' | 'stays-outside' | 'stands-in-the-way';
