// Says recent times as "5 minutes ago", with the full time on hover; without it the full time stands there.
const UNITS = [["minute", 60], ["hour", 3600], ["day", 86400]];

/** The time as words for a distance in seconds, or nothing when it lies a week or more back. */
export function distance(seconds, language) {
  if (seconds < 0 || seconds >= 7 * 86400) return "";
  const [unit, size] = UNITS.findLast(([, size]) => seconds >= size) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(seconds / size), unit);
}

/** The time until a moment to come, rounded down: it promises nobody too much. */
export function ahead(seconds, language) {
  if (seconds <= 0) return "";
  const [unit, size] = UNITS.findLast(([, size]) => seconds >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(Math.floor(seconds / size), unit);
}

export function enhance(place, now = Date.now()) {
  const language = document.documentElement.lang;
  for (const time of place.querySelectorAll("time[data-until]")) {
    const words = ahead((Date.parse(time.dateTime) - now) / 1000, language);
    if (!words) continue;
    time.title = time.textContent;
    time.textContent = words;
    time.removeAttribute("data-until");
  }
  for (const time of place.querySelectorAll("time[data-relative]")) {
    const words = distance((now - Date.parse(time.dateTime)) / 1000, language);
    if (!words) continue;
    time.title = time.textContent;
    time.textContent = words;
    time.removeAttribute("data-relative");
  }
}
