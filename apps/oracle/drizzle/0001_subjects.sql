DROP INDEX "attestations_observation_tag";--> statement-breakpoint
DROP INDEX "links_patient_digest";--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "is_current" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "signed_in_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Of several subjects of a patient the one that was linked last is current.
UPDATE "links" SET "is_current" = false WHERE EXISTS (
	SELECT 1 FROM "links" AS "other" WHERE "other"."patient_digest" = "links"."patient_digest"
		AND ("other"."linked_at", "other"."subject") > ("links"."linked_at", "links"."subject")
);--> statement-breakpoint
CREATE UNIQUE INDEX "links_current" ON "links" USING btree ("patient_digest") WHERE "links"."is_current";--> statement-breakpoint
ALTER TABLE "attestations" DROP COLUMN "observation_tag";