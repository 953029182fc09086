CREATE TABLE "attestations" (
	"digest" text PRIMARY KEY NOT NULL,
	"observation_tag" text NOT NULL,
	"issued_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "links" (
	"subject" text PRIMARY KEY NOT NULL,
	"access_key" text NOT NULL,
	"patient_sealed" text NOT NULL,
	"patient_digest" text NOT NULL,
	"linked_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "owner" (
	"id" bigint PRIMARY KEY NOT NULL,
	"key_digest" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"about" text PRIMARY KEY NOT NULL,
	"content" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "attestations_observation_tag" ON "attestations" USING btree ("observation_tag");--> statement-breakpoint
CREATE INDEX "links_patient_digest" ON "links" USING btree ("patient_digest");