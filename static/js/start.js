// Starts the GOV.UK components that a page holds. Every page works without it.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";
import { forgetOnLeaving } from "./draft/kept.js";
import { beginLeaving } from "./reading/leaving.js";

initAll();

beginLeaving();
document.querySelector(".pc-masthead__who")?.addEventListener("submit", forgetOnLeaving);
