// The pages work without it: it only lets them open without a network, and leave without a way back.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
for (const leave of document.querySelectorAll("a.leave"))
  leave.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(leave.href);
  });
