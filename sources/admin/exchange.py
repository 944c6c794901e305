"""Tables out of the admin and into it: CSV and JSON, by the keys that content files use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt

from sources import sheets
from sources.admin import uploads
from sources.admin.rights import may_publish
from sources.admin.sheet_words import changed_values, columns_of, known_by, meaning, new_values, said
from sources.content import Check
from sources.exchange import ChangedMeanwhile, May, Plan, bring_in, try_out
from sources.models import DataVersion, SourcedFact
from sources.stored import rows_of

AnyRow = TypeVar("AnyRow", bound=Model)

MOST_SHOWN = 200


class UploadForm(forms.Form):
    """The reason comes before the file: of a file that is too large nothing after it is read."""

    why = forms.CharField(
        label="Why (shown in the history)",
        max_length=200,
        required=False,
        help_text="In a few words: “New figures of May 2025”.",
        widget=admin.widgets.AdminTextInputWidget,
    )
    file = forms.FileField(
        help_text=f"At most {sheets.MOST_BYTES // 1_000_000} MB and {sheets.MOST_ROWS:,} rows.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"accept": ".csv,.json"}),
    )


class ExchangeAdmin(admin.ModelAdmin[AnyRow]):
    """Export from the list of rows, as it is filtered or chosen there; import, looked over before it is saved."""

    # Whether rows are kept in tables at all; and whether a table may bring them in. What is written as a whole page,
    # or stands in the graph of paths, is right only together with its parts, and comes from the admin's forms or files.
    exports: ClassVar[bool] = True
    imports: ClassVar[bool] = True
    # What must hold among rows of the table, beside the constraints of its model.
    checks: ClassVar[Sequence[Check]] = ()
    actions: Sequence[str] = ("export_csv", "export_json")

    def has_export_permission(self, request: HttpRequest) -> bool:
        codename = get_permission_codename("export", self.opts)
        return self.exports and request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def has_import_permission(self, request: HttpRequest) -> bool:
        may = self.has_add_permission(request) or self.has_change_permission(request)
        return self.exports and self.imports and may

    def get_urls(self) -> list[URLPattern]:
        own = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("export/<slug:kind>/", self.admin_site.admin_view(self.export_view), name=f"{own}_export"),
            path("import/", limited(self.admin_site.admin_view(self.import_view)), name=f"{own}_import"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may = {"may_export": self.has_export_permission(request), "may_import": self.has_import_permission(request)}
        return super().changelist_view(request, may | (extra_context or {}))

    # --- out

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """A file of the rows that the list shows under the same address, of all its pages."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        if kind not in sheets.FORMATS:
            raise Http404
        try:
            rows = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(f"{self.address('changelist')}?e=1")
        return self.as_file(rows, kind)

    @admin.action(description="Export chosen %(verbose_name_plural)s as CSV", permissions=["export"])
    def export_csv(self, request: HttpRequest, queryset: QuerySet[AnyRow]) -> HttpResponse:
        return self.as_file(queryset, "csv")

    @admin.action(description="Export chosen %(verbose_name_plural)s as JSON", permissions=["export"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[AnyRow]) -> HttpResponse:
        return self.as_file(queryset, "json")

    def as_file(self, rows: QuerySet[Any], kind: str) -> HttpResponse:
        name = f"{self.opts.verbose_name_plural}-{localdate().isoformat()}.{kind}".replace(" ", "-")
        return HttpResponse(
            sheets.write(columns_of(self.model), rows_of(rows), kind),
            content_type=sheets.FORMATS[kind],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    # --- in

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """First the file, then what it would do, then it is done."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.import_page(request, UploadForm())
        if "token" in request.POST:
            return self.write_upload(request, request.POST["token"])
        form = UploadForm(request.POST, request.FILES)
        if vars(request).get("too_large"):
            what = f"The file is larger than {sheets.MOST_BYTES // 1_000_000} MB. Split it into several."
            form.errors["file"] = form.error_class([what])
            return self.import_page(request, form, status=413)
        if not form.is_valid():
            return self.import_page(request, form, status=422)
        file = form.cleaned_data["file"]
        raw = file.read()
        version = DataVersion.objects.current()
        try:
            sheet = sheets.read(file.name, raw)
        except sheets.BadSheet as bad:
            form.add_error("file", str(bad))
            return self.import_page(request, form, status=422)
        plan = try_out(self.model, sheet, self.may(request), self.checks)
        if plan.problems:
            return self.import_page(request, form, plan, name=file.name, status=422)
        why = form.cleaned_data["why"]
        user = int(request.user.pk or 0)
        upload = uploads.Upload(uploads.keep(raw), file.name, self.opts.label_lower, user, why, version)
        return self.preview(request, plan, upload)

    def write_upload(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            upload = uploads.recall(token, model=self.opts.label_lower, user=request.user.pk)
            sheet = sheets.read(upload.name, upload.read())
        except uploads.UploadGone:
            messages.error(
                request, "A file is kept for an hour, and this one is gone. Nothing was saved: choose it again."
            )
            return self.import_page(request, UploadForm(), status=422)
        may = self.may(request)
        try:
            plan = bring_in(self.model, sheet, may, self.checks, version=upload.version, why=upload.why)
        except ChangedMeanwhile:
            messages.warning(
                request, "Somebody saved something meanwhile, so nothing is saved yet: look it over again."
            )
            upload = replace(upload, version=DataVersion.objects.current())
            plan = try_out(self.model, sheet, may, self.checks)
            if not plan.problems:
                return self.preview(request, plan, upload, status=409)
        if plan.problems:
            return self.import_page(
                request, UploadForm(initial={"why": upload.why}), plan, name=upload.name, status=422
            )
        upload.forget()
        messages.success(request, f"Imported from {upload.name}: {plan}.")
        return redirect(self.address("changelist"))

    def may(self, request: HttpRequest) -> May:
        def change(pks: Sequence[Any]) -> set[Any]:
            rows = self.model._default_manager.in_bulk(pks)
            return {pk for pk, row in rows.items() if self.has_change_permission(request, row)}

        return May(add=self.has_add_permission(request), publish=may_publish(request, self.model), change=change)

    def import_page(
        self, request: HttpRequest, form: UploadForm, plan: Plan | None = None, *, name: str = "", status: int = 200
    ) -> HttpResponse:
        problems = plan.problems if plan else []
        context = {
            "title": f"Import {self.opts.verbose_name_plural}",
            "form": form,
            "problems": [said(problem) for problem in problems[:MOST_SHOWN]],
            "problem_count": len(problems),
            "more": max(0, len(problems) - MOST_SHOWN),
            "file_name": name,
            "columns": [(column.name, meaning(column), column.required) for column in columns_of(self.model)],
            "known_by": known_by(self.model),
            "is_fact": issubclass(self.model, SourcedFact),
        }
        return self.page(request, "admin/exchange/import.html", context, status)

    def preview(self, request: HttpRequest, plan: Plan, upload: uploads.Upload, *, status: int = 200) -> HttpResponse:
        changes = [("New", str(row), new_values(row)) for row in plan.create]
        changes += [("Changed", str(row), changed_values(before, row)) for before, row in plan.update]
        context = {
            "title": f"Import {self.opts.verbose_name_plural}: look it over",
            "upload": upload,
            "token": upload.token(),
            "plan": plan,
            "changes": changes[:MOST_SHOWN],
            "more": max(0, len(changes) - MOST_SHOWN),
        }
        return self.page(request, "admin/exchange/preview.html", context, status)

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        request.current_app = self.admin_site.name
        own = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "may_export": self.has_export_permission(request),
        }
        return TemplateResponse(request, template, own | context, status=status)

    def address(self, name: str) -> str:
        return reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{name}")


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, which never keeps a larger file than it takes.

    That is set before anything reads the request, so also before its token is checked: the view does that itself, as
    every view of the admin.
    """

    def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.upload_handlers.insert(0, uploads.LimitedUpload(request))
        return view(request, *args, **kwargs)

    return csrf_exempt(limited_view)
