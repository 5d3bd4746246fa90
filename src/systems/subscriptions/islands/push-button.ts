/**
 * Notifications of the installed app. The button is there only where the browser can do it; what can be done otherwise stands on
 * the page without script.
 */
const box = document.querySelector<HTMLElement>('#push');
const form = document.querySelector<HTMLFormElement>('#subscribe');

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}

async function send(path: string, body: Record<string, unknown>): Promise<string | undefined> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  });
  if (answer.ok) return undefined;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
  return problem.detail ?? String(answer.status);
}

/** What is chosen in the form above, so that both ways bring the same. */
function chosen(): Record<string, unknown> {
  const values = form ? Object.fromEntries(new FormData(form)) : {};
  return {
    topic: values['topic'],
    agency: values['agency'],
    place: values['place'],
    person: values['person'],
    lang: values['lang'] ?? 'vi',
  };
}

async function begin(registration: ServiceWorkerRegistration, key: string): Promise<string | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return box?.dataset['denied'];
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  const { endpoint, keys } = made.toJSON();
  return send('/nhan-tin/day', { endpoint, p256dh: keys?.['p256dh'], auth: keys?.['auth'], ...chosen() });
}

async function end(subscription: PushSubscription): Promise<string | undefined> {
  const trouble = await send('/nhan-tin/day/bo', { endpoint: subscription.endpoint });
  await subscription.unsubscribe();
  return trouble;
}

async function setUp(place: HTMLElement): Promise<void> {
  const { key = '', on = '', off = '', isOn = '', isOff = '' } = place.dataset;
  const registration = await navigator.serviceWorker.register('/sw.js');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'ds-button';
  button.dataset['variant'] = 'secondary';
  const said = document.createElement('p');
  said.className = 'mc-hint';
  said.setAttribute('role', 'status');
  const show = async (): Promise<void> => {
    button.textContent = (await registration.pushManager.getSubscription()) ? off : on;
  };
  button.addEventListener('click', () => {
    const turn = async (): Promise<void> => {
      button.disabled = true;
      const subscription = await registration.pushManager.getSubscription();
      const trouble = subscription ? await end(subscription) : await begin(registration, key);
      said.textContent = trouble ?? (subscription ? isOff : isOn);
    };
    void turn()
      // The browser's own words are for programmers, and in English.
      .catch(() => (said.textContent = place.dataset['failed'] ?? ''))
      .then(show)
      .finally(() => (button.disabled = false));
  });
  await show();
  place.replaceChildren(button, said);
}

if (box && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) void setUp(box);
