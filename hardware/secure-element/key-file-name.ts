/** The key file of the development secure element, in its folder. */
export const KEY_FILE_NAME = 'development-secure-element.key';
