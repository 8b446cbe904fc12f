from django.urls import path

from . import views

urlpatterns = [
    path("en", views.home),
    path("en/information", views.information),
    path("en/apply/ten", views.begin),
    path("en/applications/<str:reference>/come-back", views.kept),
    path("en/applications/<str:reference>/page/<str:name>", views.page),
    path("en/applications/<str:reference>/review", views.review),
    path("en/applications/<str:reference>/file", views.file),
    path("en/applications/<str:reference>/receipt", views.receipt),
]
