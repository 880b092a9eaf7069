// Sets up YASGUI: our endpoint, our prefixes, our queries as examples, and nobody else's server.
"use strict";
(async () => {
  const place = document.getElementById("editor");
  const { prefixes, queries, first } = await (await fetch("/editor/settings.json")).json();
  const endpoint = new URL(place.dataset.endpoint, location.href).href;
  const given = new URLSearchParams(location.search).get("query");
  Yasgui.Yasqe.defaults.autocompleters = [];
  Yasgui.Yasqe.defaults.value = given || queries[first];
  Yasgui.Yasqe.defaults.addPrefixes = prefixes;
  Yasgui.Yasr.defaults.prefixes = prefixes;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    copyEndpointOnNewTab: true,
    persistencyExpire: 0,
    persistenceId: null,
  });
  if (given) yasgui.getTab().setQuery(given);
  const example = document.getElementById("example");
  example.addEventListener("change", () => {
    if (example.value) yasgui.getTab().setQuery(queries[example.value]);
  });
  place.dataset.ready = "yes";
})();
