/** Sends the answer on to the site that asked for it by a form; without script its button is pressed. */
document.querySelector<HTMLFormElement>('form[data-hand-over]')?.submit();
